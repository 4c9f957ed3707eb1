import type { ViewedStep } from '../../compile/process-view.ts';
import type { Rule } from '../rule.ts';
import { listed, stepPointer } from '../sentence.ts';

/** Documents never come back to a step they have passed. */
export const noCycle: Rule = function* ({ steps }) {
  const cycle = findCycle(steps);
  const [first] = cycle;
  if (first === undefined) return;
  const named = cycle.slice(0, 8).map(({ title }) => `"${title}"`);
  const more = cycle.length > named.length ? [...named, `${cycle.length - named.length} more`] : named;
  yield {
    severity: 'error',
    code: 'CYCLE',
    message:
      cycle.length === 1
        ? `${named[0]} is linked to itself. Remove that link.`
        : `The links of ${listed(more)} go round in a circle. Remove one of them.`,
    stepId: first.id,
    pointer: stepPointer(first.id),
  };
};

/** The steps of one cycle in the order of its links, or none. Depth first, without recursion. */
function findCycle(steps: ReadonlyMap<string, ViewedStep>): readonly ViewedStep[] {
  const done = new Set<string>();
  for (const root of steps.values()) {
    const path: Array<{ readonly step: ViewedStep; next: number }> = [];
    const placeInPath = new Map<string, number>();
    const enter = (step: ViewedStep): void => {
      placeInPath.set(step.id, path.length);
      path.push({ step, next: 0 });
    };
    if (!done.has(root.id)) enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const link = top.step.outgoing[top.next];
      top.next += 1;
      if (link === undefined) {
        done.add(top.step.id);
        placeInPath.delete(top.step.id);
        path.pop();
        continue;
      }
      const place = placeInPath.get(link.to);
      if (place !== undefined) return path.slice(place).map(({ step }) => step);
      const next = steps.get(link.to);
      if (next !== undefined && !done.has(next.id)) enter(next);
    }
  }
  return [];
}
