import { WeftError } from '@weft/errors';
import type { Plan, PlanLink, PlanStep } from '@weft/process';

/** Every step once, each after all that lead to it (Kahn's algorithm, so that long chains need no stack). */
export function topologicalOrder(plan: Plan): string[] {
  const ids = Object.keys(plan.steps);
  const incoming = new Map(ids.map((id) => [id, 0]));
  for (const id of ids) for (const link of linksOf(stepOf(plan, id))) incoming.set(link.to, (incoming.get(link.to) ?? 0) + 1);
  const order = ids.filter((id) => incoming.get(id) === 0);
  for (let at = 0; at < order.length; at++) {
    for (const link of linksOf(stepOf(plan, order[at] ?? ''))) {
      const left = (incoming.get(link.to) ?? 0) - 1;
      incoming.set(link.to, left);
      if (left === 0) order.push(link.to);
    }
  }
  if (order.length !== ids.length) throw new WeftError('PROCESS_INVALID', 'The steps of the plan form a circle.');
  return order;
}

/** Every link of a step, over all its ports. */
export function linksOf(step: PlanStep): PlanLink[] {
  return Object.values(step.outputs).flat();
}

/** @throws WeftError `PROCESS_INVALID` where the plan does not hold the step. */
export function stepOf(plan: Plan, id: string): PlanStep {
  const step = Object.hasOwn(plan.steps, id) ? plan.steps[id] : undefined;
  return step ?? unknownStep(id);
}

export function unknownStep(id: string): never {
  throw new WeftError('PROCESS_INVALID', `The plan has a link to the step "${id}", which it does not hold.`);
}
