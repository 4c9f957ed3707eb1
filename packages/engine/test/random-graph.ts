import type { Plan } from '@weft/process';
import type { JoinMode } from '@weft/step-kit';
import fc from 'fast-check';
import { planBuilder } from './plan-builder.ts';

/** What the steps of random graphs may be. */
export const kinds = [
  'mark',
  'twice',
  'sieve',
  'choose',
  'branch',
  'branch-in-order',
  'join-all',
  'join-that-ran',
  'join-each',
  'join-first',
] as const;
export type Kind = (typeof kinds)[number];

/** One step of a random graph. */
export interface Draw {
  readonly kind: Kind;
  /** Which earlier ports lead here, as fractions of those there are. */
  readonly from: readonly number[];
  /** How many turns of the microtask queue the step takes; 0 is synchronous. */
  readonly turns: number;
}

export const draw = (allowed: readonly Kind[]): fc.Arbitrary<Draw> =>
  fc.record({
    kind: fc.constantFrom(...allowed),
    from: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1, maxLength: 3 }),
    turns: fc.constantFrom(0, 0, 1, 4),
  });

const modes: Partial<Record<Kind, JoinMode>> = {
  'join-all': 'all',
  'join-that-ran': 'all-that-ran',
  'join-each': 'each',
  'join-first': 'first',
};

/** The plan of a random graph, whose every end leads to one sink, and its steps in the order of the flow. */
export function planOf(draws: readonly Draw[]): { plan: Plan; order: string[] } {
  const builder = planBuilder().start();
  const order = ['start'];
  const ends = ['start.out'];
  for (const [n, { kind, from, turns }] of draws.entries()) {
    const id = `s${n}`;
    const mode = modes[kind];
    const ports = kind === 'choose' ? ['even', 'odd'] : kind.startsWith('branch') ? ['a', 'b'] : ['out'];
    if (mode !== undefined) builder.join(id, mode);
    else if (kind.startsWith('branch')) builder.branch(id, ports, kind === 'branch' ? 'parallel' : 'in-order');
    else builder.step(id, kind, { turns }, ports);
    const sources = [...new Set(from.map((fraction) => ends[Math.floor(fraction * ends.length)] ?? 'start.out'))];
    for (const [i, source] of sources.entries()) builder.link(source, id, `p${i}`);
    ends.push(...ports.map((port) => `${id}.${port}`));
    order.push(id);
  }
  builder.step('sink', 'collect', {}, []);
  for (const end of ends) builder.link(end, 'sink');
  return { plan: builder.build(), order: [...order, 'sink'] };
}
