import { Body } from '@weft/document';
import { defineStep } from '@weft/step-kit';
import { type AnyStepImplementation, type Emission, implementStep } from '@weft/step-kit/executor';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { runPlan, startPlan } from './harness.ts';
import { planBuilder } from './plan-builder.ts';
import { makeGate, stepType } from './step-types.ts';

/** A source that counts how many documents have been pulled from it. */
function countedSource(total: number, asynchronous: boolean): { type: AnyStepImplementation; pulled: () => number } {
  let pulled = 0;
  function* emissions(): Generator<Emission> {
    for (let n = 0; n < total; n++) {
      pulled++;
      yield { port: 'out', body: Body.fromValue(n) };
    }
  }
  async function* later(): AsyncGenerator<Emission> {
    yield* emissions();
  }
  const definition = defineStep({
    type: 'counted-source',
    version: 1,
    title: 'Source',
    summary: '',
    category: 'shape',
    role: 'step',
    effect: 'none',
    config: z.object({}),
    initial: {},
    ports: () => [{ id: 'out', title: 'Out' }],
  });
  return { type: implementStep(definition, () => () => (asynchronous ? later() : emissions())), pulled: () => pulled };
}

test.each([false, true])(
  'a slow step holds a fast source back to a bounded number of documents (asynchronous source: %s)',
  async (asynchronous) => {
    const { type, pulled } = countedSource(1_000, asynchronous);
    const gate = makeGate();
    const plan = planBuilder()
      .start()
      .step('source', 'counted-source')
      .step('slow', 'wait', { gate: 'gate' })
      .step('sink', 'collect')
      .chain('start', 'source', 'slow', 'sink')
      .build();
    const { outcome, values } = startPlan(plan, { more: [type], gates: { gate } });
    for (let turn = 0; turn < 200; turn++) await Promise.resolve();
    // One being worked on, sixteen in front of it, one in the source's hand.
    expect(pulled()).toBeLessThanOrEqual(18);
    expect(pulled()).toBeGreaterThanOrEqual(16);
    gate.open();
    expect((await outcome).status).toBe('succeeded');
    expect(values()).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
  },
);

test('a slow path of a branch does not hold back its sibling', async () => {
  const gate = makeGate();
  const plan = planBuilder()
    .start()
    .step('source', 'split-lazily', { count: 500 })
    .branch('branch', ['slow', 'fast'])
    .step('waiting', 'wait', { gate: 'gate' })
    .step('sink', 'collect')
    .chain('start', 'source', 'branch.slow', 'waiting')
    .link('branch.fast', 'sink')
    .build();
  const { outcome, collected } = startPlan(plan, { gates: { gate } });
  await expect.poll(() => collected.length).toBe(500);
  gate.open();
  expect((await outcome).status).toBe('succeeded');
});

test('what piles up in front of a slow path has an end, because it is in memory', async () => {
  const { type, pulled } = countedSource(20_000, false);
  const gate = makeGate();
  const plan = planBuilder()
    .start()
    .step('source', 'counted-source')
    .branch('branch', ['slow', 'fast'])
    .step('waiting', 'wait', { gate: 'gate' })
    .step('sink', 'collect')
    .chain('start', 'source', 'branch.slow', 'waiting')
    .link('branch.fast', 'sink')
    .build();
  const { outcome, collected } = startPlan(plan, { more: [type], gates: { gate } });
  await expect.poll(() => collected.length).toBeGreaterThanOrEqual(4_096);
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
  expect(pulled()).toBeLessThan(4_200);
  gate.open();
  expect((await outcome).status).toBe('succeeded');
  expect(collected).toHaveLength(20_000);
});

test('the siblings of a slow path go on as soon as half of its pile is gone', async () => {
  const first = makeGate();
  const second = makeGate();
  let passed = 0;
  const inTwoParts = stepType('in-two-parts', async () => {
    await (passed++ < 2_500 ? first : second).opened;
    return undefined;
  });
  const plan = planBuilder()
    .start()
    .step('source', 'split-lazily', { count: 6_000 })
    .branch('branch', ['slow', 'fast'])
    .step('waiting', 'in-two-parts')
    .step('sink', 'collect')
    .chain('start', 'source', 'branch.slow', 'waiting')
    .link('branch.fast', 'sink')
    .build();
  const { outcome, collected } = startPlan(plan, { more: [inTwoParts], services: { recordsSteps: false } });
  await expect.poll(() => collected.length).toBeGreaterThanOrEqual(4_096);
  first.open();
  await expect.poll(() => collected.length).toBe(6_000);
  second.open();
  expect((await outcome).status).toBe('succeeded');
});

test('a path that drops its documents does not run ahead of its sibling without end', async () => {
  let most = 0;
  const { type, pulled } = countedSource(20_000, false);
  const watched = implementStep(
    defineStep({
      type: 'watch',
      version: 1,
      title: '',
      summary: '',
      category: 'shape',
      role: 'step',
      effect: 'none',
      config: z.object({}),
      initial: {},
      ports: () => [],
    }),
    () => (document) => {
      most = Math.max(most, pulled() - Number((document.body.value() as { left: number }).left));
      return undefined;
    },
  );
  const plan = planBuilder()
    .start()
    .step('source', 'counted-source')
    .branch('branch', ['l', 'r'])
    .step('left', 'pass')
    .step('right', 'keep-even')
    .join('join')
    .step('watch', 'watch', {}, [])
    .chain('start', 'source', 'branch.l', 'left', 'join', 'watch')
    .chain('branch.r', 'right', 'join')
    .build();
  expect((await runPlan(plan, { more: [type, watched] })).outcome.status).toBe('succeeded');
  expect(most).toBeLessThan(300);
});

test('when every path of a branch is slow the branch waits as well', async () => {
  const { type, pulled } = countedSource(1_000, false);
  const gate = makeGate();
  const plan = planBuilder()
    .start()
    .step('source', 'counted-source')
    .branch('branch', ['a', 'b'])
    .step('slow-a', 'wait', { gate: 'gate' })
    .step('slow-b', 'wait', { gate: 'gate' })
    .chain('start', 'source', 'branch.a', 'slow-a')
    .link('branch.b', 'slow-b')
    .build();
  const { outcome } = startPlan(plan, { more: [type], gates: { gate } });
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
  expect(pulled()).toBeLessThan(60);
  gate.open();
  expect((await outcome).status).toBe('succeeded');
  expect(pulled()).toBe(1_000);
});

test('joins whose paths all drop their documents do not pile up in front of a slow step', async () => {
  const { type, pulled } = countedSource(1_000, false);
  const gate = makeGate();
  const plan = planBuilder()
    .start()
    .step('source', 'counted-source')
    .branch('branch', ['a', 'b'])
    .step('drop-a', 'drop')
    .step('drop-b', 'drop')
    .join('join')
    .step('slow', 'wait', { gate: 'gate' })
    .step('sink', 'collect')
    .chain('start', 'source', 'branch.a', 'drop-a', 'join', 'slow', 'sink')
    .chain('branch.b', 'drop-b', 'join')
    .build();
  const { outcome, collected } = startPlan(plan, { more: [type], gates: { gate } });
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
  expect(pulled()).toBeLessThan(120);
  gate.open();
  expect((await outcome).status).toBe('succeeded');
  expect(collected).toHaveLength(1_000);
});

test('an in-order branch begins a path only when everything the one before led to has ended', async () => {
  const plan = planBuilder()
    .start()
    .step('split', 'split', { count: 2 })
    .branch('branch', ['a', 'none', 'b'], 'in-order')
    .step('slowly', 'pass-later', { turns: 9 })
    .step('a', 'append', { text: 'a' })
    .step('b', 'append', { text: 'b' })
    .step('sink', 'collect')
    .chain('start', 'split', 'branch.a', 'slowly', 'a', 'sink')
    .chain('branch.b', 'b', 'sink')
    .build();
  expect((await runPlan(plan)).values).toEqual(['0a', '0b', '1a', '1b']);
});

test('an in-order path that branches and joins within itself has ended only behind its inner join', async () => {
  const plan = planBuilder()
    .start()
    .branch('branch', ['a', 'b'], 'in-order')
    .branch('inner', ['x', 'y'])
    .join('near')
    .step('slowly', 'pass-later', { turns: 9 })
    .step('sink', 'collect')
    .chain('start', 'branch.a', 'inner')
    .link('inner.x', 'near', 'x')
    .link('inner.y', 'near', 'y')
    .chain('near', 'slowly', 'sink')
    .link('branch.b', 'sink')
    .build();
  expect((await runPlan(plan, { body: 1 })).values).toEqual([{ x: 1, y: 1 }, 1]);
});

test('the paths of an in-order branch can be joined', async () => {
  const plan = planBuilder()
    .start()
    .branch('branch', ['a', 'b'], 'in-order')
    .step('left', 'split', { count: 2 })
    .step('right', 'pass-later')
    .join('join')
    .step('sink', 'collect')
    .chain('start', 'branch.a', 'left', 'join', 'sink')
    .chain('branch.b', 'right', 'join')
    .build();
  expect((await runPlan(plan, { body: 'x' })).values).toEqual([{ left: [0, 1], right: 'x' }]);
});

test('a million documents pass through a splitter in bounded memory', async () => {
  const million = 1_000_000;
  let most = 0;
  let seen = 0;
  const definition = defineStep({
    type: 'count',
    version: 1,
    title: 'Count',
    summary: '',
    category: 'shape',
    role: 'step',
    effect: 'none',
    config: z.object({}),
    initial: {},
    ports: () => [],
  });
  const count = implementStep(definition, () => () => {
    if (++seen % 50_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
    return undefined;
  });
  const plan = planBuilder()
    .start()
    .step('source', 'split-lazily', { count: million })
    .step('pass', 'pass')
    .step('count', 'count', {}, [])
    .chain('start', 'source', 'pass', 'count')
    .build();
  const before = process.memoryUsage().heapUsed;
  const { outcome } = await runPlan(plan, { more: [count] });
  expect(outcome.status).toBe('succeeded');
  expect(seen).toBe(million);
  expect(most - before).toBeLessThan(200 * 1024 * 1024);
}, 30_000);
