import type { Plan, PlanStep } from '@weft/process';

/**
 * What a plan of the property tests must give, worked out the plain way: step after step in the order of the flow, every
 * document of a step at once, no queues and no counting. Knows the step types that the property tests use.
 */
export function expectedValues(plan: Plan, order: readonly string[], body: unknown): unknown[] {
  const waiting = new Map<string, Item[]>();
  const openings = new Map<string, Opening[]>();
  const results: unknown[] = [];
  const put = (step: PlanStep, port: string, item: Item): void => {
    for (const link of step.outputs[port] ?? [])
      waiting.set(link.to, [...(waiting.get(link.to) ?? []), { ...item, path: link.path ?? '' }]);
  };
  waiting.set(plan.start, [{ value: body, openings: new Map(), path: '' }]);
  for (const id of order) {
    const step = plan.steps[id] as PlanStep;
    const items = step.join === undefined ? (waiting.get(id) ?? []) : joinAll(step, waiting.get(id) ?? [], openings.get(id) ?? []);
    for (const item of items) {
      const inside = new Map(item.openings);
      for (const join of step.forks) {
        const opening = { around: item.openings, sisters: inside };
        inside.set(join, opening);
        openings.set(join, [...(openings.get(join) ?? []), opening]);
      }
      if (step.type === 'collect') results.push(item.value);
      for (const [port, value] of emissionsOf(step, item.value)) put(step, port, { value, openings: inside, path: '' });
    }
  }
  return results;
}

interface Item {
  readonly value: unknown;
  /** The latest opening of each join that it stands in. */
  readonly openings: ReadonlyMap<string, Opening>;
  readonly path: string;
}

interface Opening {
  readonly around: ReadonlyMap<string, Opening>;
  /** With what was opened beside it. */
  readonly sisters: ReadonlyMap<string, Opening>;
}

function joinAll(step: PlanStep, items: readonly Item[], openings: readonly Opening[]): Item[] {
  const { mode, paths } = step.join ?? { mode: 'all', paths: [] };
  const one = (opening: Opening, arrived: readonly Item[]): Item => {
    const entries = paths.map((path) => [path, arrived.filter((item) => item.path === path).map((item) => item.value)] as const);
    const shown = entries.filter(([, values]) => values.length > 0 || mode !== 'all-that-ran');
    const value = Object.fromEntries(shown.map(([path, values]) => [path, values.length > 1 ? values : (values[0] ?? null)]));
    return { value, openings: opening.sisters, path: '' };
  };
  return openings.flatMap((opening) => {
    const arrived = items.filter((item) => item.openings.get(step.id) === opening);
    return mode === 'each' ? arrived.map((item) => one(opening, [item])) : [one(opening, arrived)];
  });
}

function emissionsOf(step: PlanStep, value: unknown): Array<readonly [port: string, value: unknown]> {
  const ports = Object.keys(step.outputs);
  if (step.role !== 'step') return ports.map((port) => [port, value] as const);
  switch (step.type) {
    case 'mark':
      return [['out', { [step.id]: value }]];
    case 'twice':
      return [0, 1].map((n) => ['out', { n, value }] as const);
    case 'sieve':
      return isLight(value) ? [['out', value]] : [];
    case 'choose':
      return [[isLight(value) ? 'even' : 'odd', value]];
    default:
      return [];
  }
}

/** An arbitrary but fixed property of a value that does not depend on the order within its lists. */
export function isLight(value: unknown): boolean {
  return weigh(value) % 2 === 0;
}

function weigh(value: unknown): number {
  if (typeof value !== 'object' || value === null) return typeof value === 'number' ? value + 1 : 1;
  return Object.values(value).reduce((sum: number, member) => sum + weigh(member), Object.keys(value).length);
}

/** The same text for values that differ only in the order of their lists, which parallel paths do not promise. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${name}:${canonical(member)}`).join(',')}}`;
}
