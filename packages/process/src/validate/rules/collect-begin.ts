import { topologicalOrder } from '../../compile/dominators.ts';
import { type FlowShape, flowGraphOf, flowShapeOf, toldBegin } from '../../compile/flow-shape.ts';
import type { Rule } from '../rule.ts';
import { stepPointer } from '../sentence.ts';

/**
 * A collection begins at a step that every document passes on its way there, and lies wholly inside or outside of others and
 * of scopes.
 */
export const collectBegin: Rule = function* (view) {
  const { steps, reachable } = view;
  const collects = [...steps.values()].filter(({ id, role }) => role === 'collect' && reachable.has(id));
  const graph = flowGraphOf(view);
  // Without an order there is no "before": the rules about cycles and starts tell of that.
  if (collects.length === 0 || graph === undefined || topologicalOrder(graph).length !== graph.ids.length) return;
  const shape = flowShapeOf(view);
  const titleOf = (id: string) => steps.get(id)?.title ?? id;
  for (const step of collects) {
    const told = toldBegin(step);
    if (told === undefined || [...shape.dominators.above(step.id)].includes(told)) continue;
    const what = steps.has(told) ? `not every way to it leads through "${titleOf(told)}"` : `there is no step "${told}"`;
    yield {
      severity: 'error',
      code: 'COLLECT_BEGIN_UNKNOWN',
      message: `"${step.title}" cannot gather what comes from there: ${what}. Choose a step that all its documents come through.`,
      stepId: step.id,
      pointer: stepPointer(step.id),
    };
  }
  for (const { scope, steps: inside } of shape.enclosures) {
    for (const collect of inside) {
      const since = shape.sinceOf.get(collect);
      if (since === undefined || since === scope || inside.has(since)) continue;
      yield {
        severity: 'error',
        code: 'COLLECT_CROSSES',
        message: `"${titleOf(collect)}" stands inside "${titleOf(scope)}" but gathers documents from "${titleOf(since)}" on, which is outside. Let it begin at "${titleOf(scope)}" or later, or put it behind the end of "${titleOf(scope)}".`,
        stepId: collect,
        pointer: stepPointer(collect),
      };
    }
  }
  for (const [gatherer, begin] of [...shape.forkOf, ...shape.sinceOf]) {
    for (const inner of between(begin, gatherer, graph.before)) {
      if (!beginsAbove(shape, inner, begin)) continue;
      yield {
        severity: 'error',
        code: 'COLLECT_CROSSES',
        message: `"${titleOf(inner)}" gathers documents from "${titleOf(shape.sinceOf.get(inner) ?? '')}" on, but "${titleOf(gatherer)}" waits for each document of "${titleOf(begin)}" by itself. Let it begin at "${titleOf(begin)}" or later, or put it behind "${titleOf(gatherer)}".`,
        stepId: inner,
        pointer: stepPointer(inner),
      };
    }
  }
};

/** True where a collection that ends inside begins outside. */
function beginsAbove({ dominators, sinceOf }: FlowShape, collect: string, begin: string): boolean {
  const since = sinceOf.get(collect);
  return since !== undefined && since !== begin && [...dominators.above(begin)].includes(since);
}

/** The steps on all ways from `begin` to `end`, both left out. */
function* between(begin: string, end: string, before: (id: string) => readonly string[]): Generator<string> {
  const seen = new Set([begin, end]);
  const open = [end];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const id of before(at)) {
      if (seen.has(id)) continue;
      seen.add(id);
      open.push(id);
      yield id;
    }
  }
}
