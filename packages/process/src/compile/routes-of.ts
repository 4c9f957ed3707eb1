import type { Catalog, RouteSpec } from '@weft/step-kit';
import type { Plan } from './plan.ts';

/** The addresses that a plan asks for: what publishing claims in the route table. */
export function routesOf(plan: Plan, catalog: Catalog): RouteSpec[] {
  const start = plan.steps[plan.start];
  if (start === undefined) return [];
  const route = catalog.steps.get(start.type)?.definition.route?.(start.config);
  return route === undefined ? [] : [route];
}
