import type { Plan, PlanStep } from '@weft/process';
import type { JoinMode, ScopeRule } from '@weft/step-kit';

interface StepDraft {
  readonly type: string;
  readonly role: PlanStep['role'];
  readonly config: Record<string, unknown>;
  readonly ports: readonly string[];
  readonly inOrder?: boolean;
  readonly since?: string;
  readonly scope?: ScopeRule;
  readonly join?: { readonly mode: JoinMode; readonly timeLimitMs?: number };
}

/**
 * Writes plans for tests in the order of the flow. A link is `from.port → to`; where the port is not given it is `out`.
 * Forks are found by brute force (what every path from the start has in common), on purpose unlike the compiler.
 */
export function planBuilder() {
  const drafts = new Map<string, StepDraft>();
  const links: Array<{ from: string; port: string; to: string; path: string }> = [];
  const effects = new Map<string, PlanStep['effect']>();
  const builder = {
    start: (id = 'start') => add(id, { type: 'start', role: 'start', config: {}, ports: ['out'] }),
    step: (id: string, type: string, config: Record<string, unknown> = {}, ports: readonly string[] = ['out']) =>
      add(id, { type, role: 'step', config, ports }),
    wait: (id: string, config: Record<string, unknown> = {}, ports: readonly string[] = ['out']) =>
      add(id, { type: 'waiting', role: 'wait', config, ports }),
    effect(effect: PlanStep['effect'], ...ids: string[]) {
      for (const id of ids) effects.set(id, effect);
      return builder;
    },
    branch: (id: string, ports: readonly string[], order: 'parallel' | 'in-order' = 'parallel') =>
      add(id, { type: 'branch', role: 'branch', config: {}, ports, inOrder: order === 'in-order' }),
    join: (id: string, mode: JoinMode = 'all', timeLimitMs?: number) =>
      add(id, {
        type: 'join',
        role: 'join',
        config: {},
        ports: ['out'],
        join: { mode, ...(timeLimitMs === undefined ? {} : { timeLimitMs }) },
      }),
    /** A collect step; `since` is the id of the step that it gathers from. */
    collect: (id: string, since: string, config: Record<string, unknown> = {}) =>
      add(id, { type: 'gather', role: 'collect', config, ports: ['out'], since }),
    /** Ports `inside`, `failed` and `ended`. */
    guard: (id: string) => add(id, { type: 'guard', role: 'scope', config: {}, ports: ['inside', 'failed', 'ended'], scope: guardRule }),
    /** Its items are the entries of the list in the body. Ports `item`, `ended` and, where failures are collected, `failed`. */
    each(id: string, rule: Partial<Omit<Extract<ScopeRule, { kind: 'each' }>, 'kind'>> = {}) {
      const scope: ScopeRule = { kind: 'each', inside: 'item', ended: 'ended', concurrency: 1, ordered: true, results: 'list', ...rule };
      return add(id, { type: 'items', role: 'scope', config: {}, ports: ['item', 'failed', 'ended'], scope });
    },
    link(from: string, to: string, path?: string) {
      const [step = '', port = 'out'] = from.split('.');
      links.push({ from: step, port, to, path: path ?? step });
      return builder;
    },
    /** Links each to the next. */
    chain(...ends: string[]) {
      for (const [i, end] of ends.entries()) if (i > 0) builder.link(ends[i - 1] ?? '', end.split('.')[0] ?? '');
      return builder;
    },
    build(): Plan {
      const forks = new Map<string, string[]>();
      const steps: Record<string, PlanStep> = {};
      const forkOf = dominatorFinder([...drafts.keys()], links);
      for (const [id, draft] of drafts) {
        if (draft.join === undefined && draft.since === undefined) continue;
        const fork = draft.since ?? forkOf(id);
        forks.set(fork, [...(forks.get(fork) ?? []), id]);
      }
      for (const [id, draft] of drafts) {
        const own = links.filter((link) => link.from === id);
        const outputs = Object.fromEntries(
          draft.ports.map((port) => [port, own.filter((l) => l.port === port).map((l) => ({ to: l.to, path: l.path }))]),
        );
        const paths = links.filter((link) => link.to === id).map((link) => link.path);
        steps[id] = {
          id,
          type: draft.type,
          title: id,
          role: draft.role,
          effect: effects.get(id) ?? 'none',
          config: draft.config,
          outputs,
          forks: forks.get(id) ?? [],
          ...(draft.role === 'branch' ? { branch: { order: draft.inOrder ? 'in-order' : 'parallel' } } : {}),
          ...(draft.scope === undefined ? {} : { scope: draft.scope }),
          ...(draft.since === undefined ? {} : { collect: { since: draft.since } }),
          ...(draft.join === undefined ? {} : { join: { ...draft.join, fork: forkOf(id), paths } }),
        };
      }
      return { hash: 'test', start: 'start', steps };
    },
  };
  function add(id: string, draft: StepDraft) {
    drafts.set(id, draft);
    return builder;
  }
  return builder;
}

const guardRule: ScopeRule = { kind: 'guard', inside: 'inside', failed: 'failed', ended: 'ended' };

/** Steps must have been added before those they lead to. */
function dominatorFinder(ids: readonly string[], links: ReadonlyArray<{ from: string; to: string }>): (id: string) => string {
  const above = new Map<string, string[]>();
  for (const id of ids) {
    const before = links.filter((link) => link.to === id).map((link) => above.get(link.from) ?? []);
    const [first = [], ...rest] = before;
    above.set(id, [...first.filter((step) => rest.every((other) => other.includes(step))), id]);
  }
  return (id) => above.get(id)?.at(-2) ?? 'start';
}
