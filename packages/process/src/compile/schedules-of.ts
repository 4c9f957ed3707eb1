import type { Catalog, ScheduleSpec } from '@weft/step-kit';
import type { Plan } from './plan.ts';

/** When a plan wants to be started by the clock: what publishing writes to the schedules. */
export function schedulesOf(plan: Plan, catalog: Catalog): ScheduleSpec[] {
  const start = plan.steps[plan.start];
  if (start === undefined) return [];
  const schedule = catalog.steps.get(start.type)?.definition.schedule?.(start.config);
  return schedule === undefined ? [] : [schedule];
}
