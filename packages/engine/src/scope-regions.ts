import { enclosingPorts, type OrderedGraph, type Plan, type PlanLink, stepsBehind, type Way } from '@weft/process';
import type { ScopeRule } from '@weft/step-kit';
import { stepOf } from './plan-order.ts';

/** What a scope encloses behind one of its ports. */
export interface ScopeRegion {
  /** Names the region; never the id of a step. */
  readonly key: string;
  readonly scope: ScopeRule;
  readonly port: string;
  readonly steps: ReadonlySet<string>;
}

export function regionKey(scopeId: string, port: string): string {
  return `${scopeId}.${port}`;
}

/** The regions of a plan's scopes, those further out first. Worked out once per plan, in one pass per region. */
export function scopeRegions(plan: Plan, order: readonly string[]): ScopeRegion[] {
  const scopes = order.filter((id) => plan.steps[id]?.scope !== undefined);
  if (scopes.length === 0) return [];
  const graph: OrderedGraph = { order, waysInto: waysInto(plan, order) };
  return scopes.flatMap((id) => {
    const scope = stepOf(plan, id).scope as ScopeRule;
    return enclosingPorts(scope).map((port) => ({ key: regionKey(id, port), scope, port, steps: stepsBehind({ from: id, port }, graph) }));
  });
}

/** What a step has to know about the regions it stands in. */
export interface Whereabouts {
  /** Keys of all of them. */
  readonly regions: ReadonlySet<string>;
  /** True where a scope may have to stop it. */
  readonly isGuarded: boolean;
  /** The region of the innermost for-each around it: each of its items has its own state of this step. */
  readonly laneKey: string | undefined;
  /** The region whose results it belongs to, where it is the end of a path. */
  readonly resultsKey: string | undefined;
}

export function whereabouts(id: string, regions: readonly ScopeRegion[]): Whereabouts {
  if (regions.length === 0) return nowhere;
  const around = regions.filter(({ steps }) => steps.has(id));
  const innermost = around.findLastIndex(({ scope, port }) => scope.kind === 'each' && port === scope.inside);
  const each = around[innermost];
  const tidiesUp = around.slice(innermost + 1).some(({ scope, port }) => scope.kind === 'guard' && port === scope.ended);
  const collects = each?.scope.kind === 'each' && each.scope.results === 'list' && !tidiesUp;
  return {
    regions: new Set(around.map(({ key }) => key)),
    isGuarded: around.some(({ scope }) => scope.kind === 'guard' || scope.failed !== undefined),
    laneKey: each?.key,
    resultsKey: collects ? each.key : undefined,
  };
}

const nowhere: Whereabouts = { regions: new Set(), isGuarded: false, laneKey: undefined, resultsKey: undefined };

function waysInto(plan: Plan, order: readonly string[]): (id: string) => readonly Way[] {
  const into = new Map<string, Way[]>();
  for (const from of order) {
    for (const [port, links] of Object.entries<readonly PlanLink[]>(stepOf(plan, from).outputs)) {
      for (const { to } of links) {
        const known = into.get(to);
        if (known === undefined) into.set(to, [{ from, port }]);
        else known.push({ from, port });
      }
    }
  }
  return (id) => into.get(id) ?? [];
}
