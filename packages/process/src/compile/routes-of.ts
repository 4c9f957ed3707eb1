import type { Catalog, RouteSpec } from '@weft/step-kit';
import type { Plan } from './plan.ts';

/** The addresses that a plan asks for: what publishing claims in the route table. */
export function routesOf(plan: Plan, catalog: Catalog): readonly RouteSpec[] {
  const start = plan.steps[plan.start];
  if (start === undefined) return [];
  return catalog.steps.get(start.type)?.definition.routes?.(start.config) ?? [];
}
