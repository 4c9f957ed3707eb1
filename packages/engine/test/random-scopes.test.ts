import { Body, type Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { Plan } from '@weft/process';
import { defineStep } from '@weft/step-kit';
import { implementCollector } from '@weft/step-kit/executor';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { startPlan } from './harness.ts';
import { makeWorld } from './journal-world.ts';
import { planBuilder } from './plan-builder.ts';
import { stepType } from './step-types.ts';

/** What stands in a random nest of scopes. */
type Part =
  | { readonly kind: 'step'; readonly type: 'mark' | 'slowly' | 'twice' | 'fall' | 'effect' | 'rest' }
  | { readonly kind: 'guard'; readonly inside: readonly Part[]; readonly failed: readonly Part[]; readonly ended: readonly Part[] }
  | {
      readonly kind: 'each';
      readonly inside: readonly Part[];
      readonly concurrency: number;
      readonly goesOn: boolean;
      readonly ordered: boolean;
    }
  | { readonly kind: 'gathered'; readonly inside: readonly Part[] }
  | { readonly kind: 'parted'; readonly a: readonly Part[]; readonly b: readonly Part[] };

const leaf = fc.record({
  kind: fc.constant('step' as const),
  type: fc.constantFrom('mark' as const, 'slowly' as const, 'twice' as const, 'fall' as const, 'effect' as const, 'rest' as const),
});

const { part } = fc.letrec<{ part: Part; parts: Part[] }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { arbitrary: leaf, weight: 3 },
    {
      arbitrary: fc.record({ kind: fc.constant('guard' as const), inside: tie('parts'), failed: tie('parts'), ended: tie('parts') }),
      weight: 2,
    },
    {
      arbitrary: fc.record({
        kind: fc.constant('each' as const),
        inside: tie('parts'),
        concurrency: fc.integer({ min: 1, max: 3 }),
        goesOn: fc.boolean(),
        ordered: fc.boolean(),
      }),
      weight: 2,
    },
    { arbitrary: fc.record({ kind: fc.constant('gathered' as const), inside: tie('parts') }), weight: 1 },
    { arbitrary: fc.record({ kind: fc.constant('parted' as const), a: tie('parts'), b: tie('parts') }), weight: 1 },
  ),
  parts: fc.array(tie('part'), { maxLength: 3 }),
}));

/** Links the parts one behind the other, each scope closed again before the next part; everything ends in one sink. */
function planOf(parts: readonly Part[]): Plan {
  const builder = planBuilder().start();
  const ends: string[] = [];
  let count = 0;
  const add = (one: Part, from: string): string => {
    const id = `s${count++}`;
    if (one.kind === 'step') {
      if (one.type === 'rest') builder.wait(id, { ms: 86_400_000 });
      else builder.step(id, one.type, { name: id });
      if (one.type === 'effect') builder.effect('once', id);
      builder.link(from, id);
      return id;
    }
    if (one.kind === 'guard') {
      builder.guard(id).link(from, id);
      const worked = addAll(one.inside, `${id}.inside`);
      const caught = addAll(one.failed, `${id}.failed`);
      const tidied = addAll(one.ended, `${id}.ended`);
      builder.join(`${id}-end`, 'all-that-ran').link(worked, `${id}-end`, 'worked').link(caught, `${id}-end`, 'caught');
      ends.push(tidied);
      return `${id}-end`;
    }
    if (one.kind === 'each') {
      builder.each(id, { concurrency: one.concurrency, ordered: one.ordered, ...(one.goesOn ? { failed: 'failed' } : {}) }).link(from, id);
      const last = addAll(one.inside, `${id}.item`);
      // A path inside ends where it is: its documents are the results.
      if (last === `${id}.item`) builder.step(`${id}-last`, 'mark', {}).link(last, `${id}-last`);
      ends.push(`${id}.failed`);
      return `${id}.ended`;
    }
    if (one.kind === 'gathered') {
      builder.step(id, 'twice', {}).link(from, id);
      const last = addAll(one.inside, id);
      builder.collect(`${id}-all`, id).link(last, `${id}-all`);
      return `${id}-all`;
    }
    builder.branch(id, ['a', 'b']).link(from, id);
    const a = addAll(one.a, `${id}.a`);
    const b = addAll(one.b, `${id}.b`);
    builder.join(`${id}-end`, 'all').link(a, `${id}-end`, 'a').link(b, `${id}-end`, 'b');
    return `${id}-end`;
  };
  const addAll = (all: readonly Part[], from: string): string => all.reduce((at, one) => add(one, at), from);
  const last = addAll(parts, 'start');
  builder.step('sink', 'collect', {}, []).link(last, 'sink');
  for (const end of ends) builder.link(end, 'sink');
  return builder.build();
}

/** Falls over some documents, by what stands in them, the same in every attempt. */
const isHeavy = (value: unknown): boolean => JSON.stringify(value).length % 3 === 0;

/** Opened, and neither finished nor discarded yet. */
const open = new Set<object>();

const gather = implementCollector(
  defineStep({
    type: 'gather',
    version: 1,
    title: 'gather',
    summary: 'For tests.',
    category: 'flow',
    role: 'collect',
    effect: 'none',
    config: z.record(z.string(), z.unknown()),
    initial: {},
    ports: () => [{ id: 'out', title: 'Out' }],
    collect: () => ({}),
  }),
  () => () => {
    const values: unknown[] = [];
    const collector = {
      add: async (document: Document) => void values.push(await document.body.value()),
      finish: async () => {
        open.delete(collector);
        return { port: 'out', body: Body.fromValue(values) };
      },
      discard: () => void open.delete(collector),
    };
    open.add(collector);
    return collector;
  },
);

const more = [
  gather,
  stepType('mark', (config, document) => ({ port: 'out', body: Body.fromValue({ [String(config['name'])]: document.body.value() }) })),
  stepType('slowly', async (_config, _document, { signal }) => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    signal.throwIfAborted();
    return { port: 'out' };
  }),
  stepType('twice', (_config, document) => [0, 1].map((n) => ({ port: 'out', body: Body.fromValue([n, document.body.value()]) }))),
  stepType('fall', (_config, document) => {
    if (isHeavy(document.body.value())) throw new WeftError('HTTP_STATUS', 'It fell.');
    return { port: 'out' };
  }),
  // Whatever comes is a list of two, so that random plans need no list to come.
  stepType('items', (_config, document) =>
    ['l', 'r'].map((side) => ({ port: 'item', body: Body.fromValue({ side, of: document.body.value() }) })),
  ),
];

/** A for-each of one at a time waits for each item by itself, and each wait is an attempt. */
const attemptsMax = 500;

const small = (plan: Plan): boolean => Object.keys(plan.steps).length < 40;

describe('any nest of scopes, branches and waits', () => {
  test('comes to an end, never loses its way, and leaves no collection open', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 3 }), async (parts) => {
        const plan = planOf(parts);
        fc.pre(small(plan));
        open.clear();
        const world = makeWorld(plan, { more, body: 1 });
        const { outcome } = await world.untilTheEnd(undefined, attemptsMax);
        expect(['succeeded', 'failed']).toContain(outcome.status);
        // "INTERNAL" is how the engine tells that it stands still, or that it has lost its way.
        if (outcome.status === 'failed') expect(outcome.error.code).toBe('HTTP_STATUS');
        expect(world.parked.size).toBe(0);
        expect(open.size).toBe(0);
      }),
      { numRuns: 400 },
    );
  }, 120_000);

  test('ends when it is cancelled at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 3 }), fc.nat(40), async (parts, turns) => {
        const plan = planOf(parts);
        fc.pre(small(plan) && !Object.values(plan.steps).some(({ role, type }) => role === 'wait' || type === 'effect'));
        const controller = new AbortController();
        const { outcome } = startPlan(plan, { body: 1, more, signal: controller.signal });
        for (let turn = 0; turn < turns; turn++) await Promise.resolve();
        controller.abort();
        expect(['succeeded', 'failed', 'cancelled']).toContain((await outcome).status);
      }),
      { numRuns: 300 },
    );
  }, 120_000);

  test('has no effect twice when its worker is killed at any write, and ends the same way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 2 }), fc.nat(12), fc.boolean(), async (parts, write, durable) => {
        const plan = planOf(parts);
        fc.pre(small(plan) && Object.values(plan.steps).some(({ type }) => type === 'effect'));
        const clean = makeWorld(plan, { more, body: 1 });
        const { outcome } = await clean.untilTheEnd(undefined, attemptsMax);
        fc.pre(clean.writes() > 0);
        const world = makeWorld(plan, { more, body: 1, kills: [{ write: 1 + (write % clean.writes()), durable }] });
        const end = await world.untilTheEnd(undefined, attemptsMax);
        const named = world.effects.map((effect) => effect.split(' ').slice(0, 2).join(' '));
        expect(named).toEqual([...new Set(named)]);
        if (world.parked.size === 0) expect(end.outcome.status).toBe(outcome.status);
      }),
      { numRuns: 300 },
    );
  }, 120_000);
});
