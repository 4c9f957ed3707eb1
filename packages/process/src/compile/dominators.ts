/** An acyclic graph that is entered at one place. Every id is reachable from `start`. */
export interface FlowGraph {
  readonly start: string;
  readonly ids: readonly string[];
  readonly before: (id: string) => readonly string[];
  readonly after: (id: string) => readonly string[];
}

/** Finds the nearest step that every way from the start to each of the given steps passes through. */
export interface Dominators {
  nearestCommon(ids: readonly string[]): string;
  /** The steps that every way to `id` passes through, the nearest first, `id` itself left out; the last one is the start. */
  above(id: string): Iterable<string>;
}

/**
 * Dominators of an acyclic graph in one pass: in topological order the nearest dominator of a step is the nearest common
 * one of the steps before it (Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm", without its iteration).
 */
export function dominatorsOf(graph: FlowGraph): Dominators {
  const depth = new Map<string, number>([[graph.start, 0]]);
  const nearest = new Map<string, string>([[graph.start, graph.start]]);

  const meet = (left: string, right: string): string => {
    let a = left;
    let b = right;
    while (a !== b) {
      if ((depth.get(a) ?? 0) >= (depth.get(b) ?? 0)) a = nearest.get(a) ?? graph.start;
      else b = nearest.get(b) ?? graph.start;
    }
    return a;
  };

  for (const id of topologicalOrder(graph)) {
    if (id === graph.start) continue;
    const dominator = graph.before(id).reduce(meet);
    nearest.set(id, dominator);
    depth.set(id, (depth.get(dominator) ?? 0) + 1);
  }
  return {
    nearestCommon: (ids) => ids.reduce(meet),
    *above(id) {
      for (let at = id; at !== graph.start; ) {
        at = nearest.get(at) ?? graph.start;
        yield at;
      }
    },
  };
}

/** Every step after those that lead to it; steps on or behind a cycle are left out. */
export function topologicalOrder(graph: FlowGraph): string[] {
  const waitingFor = new Map(graph.ids.map((id) => [id, graph.before(id).length]));
  const order = [graph.start];
  for (const id of order) {
    for (const next of graph.after(id)) {
      const left = (waitingFor.get(next) ?? 0) - 1;
      waitingFor.set(next, left);
      if (left === 0) order.push(next);
    }
  }
  return order;
}
