import type { ScopeRule } from '@weft/step-kit';
import { type Dominators, dominatorsOf, type FlowGraph, topologicalOrder } from './dominators.ts';
import type { ProcessView, ViewedStep } from './process-view.ts';
import { enclosingPorts, stepsBehind } from './scope-regions.ts';

/** Where the steps that gather documents begin to. */
export interface FlowShape {
  readonly dominators: Dominators;
  /** By join: the nearest step that all its paths pass through. */
  readonly forkOf: ReadonlyMap<string, string>;
  /** By collect step: the step whose passing documents begin a collection. */
  readonly sinceOf: ReadonlyMap<string, string>;
  readonly enclosures: readonly Enclosure[];
}

/** What a scope encloses behind one of its ports. */
interface Enclosure {
  readonly scope: string;
  readonly steps: ReadonlySet<string>;
}

/** The steps that a document can reach, with the links between them; undefined where there is not exactly one start. */
export function flowGraphOf(view: ProcessView): FlowGraph | undefined {
  if (view.start === undefined) return undefined;
  const links = view.links.filter(({ from, to }) => view.reachable.has(from.step) && view.reachable.has(to));
  const incoming = Map.groupBy(links, ({ to }) => to);
  const outgoing = Map.groupBy(links, ({ from }) => from.step);
  return {
    start: view.start.id,
    ids: [...view.reachable],
    before: (id) => (incoming.get(id) ?? []).map(({ from }) => from.step),
    after: (id) => (outgoing.get(id) ?? []).map(({ to }) => to),
  };
}

/** The graph must have one start and no cycle. */
export function flowShapeOf(view: ProcessView): FlowShape {
  const graph = flowGraphOf(view) ?? { start: '', ids: [], before: () => [], after: () => [] };
  const dominators = dominatorsOf(graph);
  const reached = [...view.steps.values()].filter(({ id }) => view.reachable.has(id));
  const joins = reached.filter(({ role }) => role === 'join').map(({ id }) => id);
  const sinceOf = new Map<string, string>();
  const enclosures = enclosuresOf(view, graph);
  for (const { id } of reached) beginOfCollection(id, { view, dominators, sinceOf, enclosures, start: graph.start });
  return { dominators, forkOf: new Map(joins.map((id) => [id, dominators.nearestCommon(graph.before(id))])), sinceOf, enclosures };
}

function enclosuresOf({ steps, reachable }: ProcessView, graph: FlowGraph): Enclosure[] {
  const order = topologicalOrder(graph);
  const waysInto = (id: string) =>
    (steps.get(id)?.incoming ?? [])
      .filter(({ from }) => reachable.has(from.step))
      .map(({ from }) => ({ from: from.step, port: from.port }));
  return order.flatMap((id) => {
    const rule = scopeRuleOf(steps.get(id));
    if (rule === undefined) return [];
    return enclosingPorts(rule).map((port) => ({ scope: id, steps: stepsBehind({ from: id, port }, { order, waysInto }) }));
  });
}

/** What a scope with this config does; undefined where it is none, or its config is not valid. */
export function scopeRuleOf(step: ViewedStep | undefined): ScopeRule | undefined {
  return step?.role === 'scope' && step.config?.valid ? step.definition?.scope?.(step.config.value) : undefined;
}

interface Surroundings {
  readonly view: ProcessView;
  readonly dominators: Dominators;
  readonly sinceOf: Map<string, string>;
  readonly enclosures: readonly Enclosure[];
  readonly start: string;
}

/**
 * What is told, else the nearest splitting step or scope around it further up, else the start. Collections are like
 * parentheses: one on the way up has closed its splitting step already.
 */
function beginOfCollection(id: string, around: Surroundings): string | undefined {
  const step = around.view.steps.get(id);
  if (step?.role !== 'collect') return undefined;
  const known = around.sinceOf.get(id);
  if (known !== undefined) return known;
  const above = [...around.dominators.above(id)];
  const told = toldBegin(step);
  const begin = told !== undefined && above.includes(told) ? told : nearestSplit(id, above, around);
  around.sinceOf.set(id, begin);
  return begin;
}

function nearestSplit(collect: string, above: readonly string[], around: Surroundings): string {
  for (let at = 0; at < above.length; at++) {
    const id = above[at] as string;
    const inner = beginOfCollection(id, around);
    if (inner !== undefined) at = above.indexOf(inner);
    else if (splits(around.view.steps.get(id)) || encloses(around, id, collect)) return id;
  }
  return around.start;
}

function encloses({ enclosures }: Surroundings, scope: string, id: string): boolean {
  return enclosures.some((enclosure) => enclosure.scope === scope && enclosure.steps.has(id));
}

/** The id that a collect step's config names. */
export function toldBegin(step: ViewedStep): string | undefined {
  return step.config?.valid ? step.definition?.collect?.(step.config.value).since : undefined;
}

function splits(step: ViewedStep | undefined): boolean {
  return step?.config?.valid === true && step.definition?.splits?.(step.config.value) === true;
}
