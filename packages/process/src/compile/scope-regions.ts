import type { ScopeRule } from '@weft/step-kit';

/** One end of a link: the port that it leaves by. */
export interface Way {
  readonly from: string;
  readonly port: string;
}

/** An acyclic graph whose steps are known in the order of the flow. */
export interface OrderedGraph {
  readonly order: readonly string[];
  readonly waysInto: (id: string) => readonly Way[];
}

/**
 * What a scope encloses behind one of its ports: every step to which all ways lead through that port. Where another way
 * comes in, from another port or from elsewhere, the scope has been left.
 */
export function stepsBehind({ from, port }: Way, { order, waysInto }: OrderedGraph): ReadonlySet<string> {
  const region = new Set<string>();
  for (const id of order.slice(order.indexOf(from) + 1)) {
    const ways = waysInto(id);
    const isInside = (way: Way): boolean => region.has(way.from) || (way.from === from && way.port === port);
    if (ways.length > 0 && ways.every(isInside)) region.add(id);
  }
  return region;
}

/**
 * The ports of a scope behind which something is enclosed. Behind the port `ended` of a for-each nothing is: its one document
 * goes on as any other.
 */
export function enclosingPorts(rule: ScopeRule): string[] {
  return rule.kind === 'guard' ? [rule.inside, rule.failed, rule.ended] : [rule.inside];
}
