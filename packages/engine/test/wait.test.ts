import { Body } from '@weft/document';
import { describe, expect, test } from 'vitest';
import { runPlan } from './harness.ts';
import { makeWorld, waitType } from './journal-world.ts';
import { planBuilder } from './plan-builder.ts';
import { stepType } from './step-types.ts';

/** Gives another value in each attempt. */
const attemptType = stepType('attempt', (_config, _document, { execution }) => ({ port: 'out', body: Body.fromValue(execution.attempt) }));

const day = 86_400_000;

const waiting = (config: Record<string, unknown>, ports: readonly string[] = ['out']) =>
  planBuilder().start().wait('rest', config, ports).step('sink', 'collect', {}, []).link('start', 'rest').link('rest.out', 'sink').build();

const asking = waiting({ callback: true, announces: true }, ['before', 'out']);

test('a wait up to five seconds stays in memory and writes nothing down', async () => {
  const world = makeWorld(waiting({ ms: 5 }));
  const { outcome, documents } = await world.attempt();
  expect(outcome).toEqual({ status: 'succeeded', replied: false });
  expect(documents).toMatchObject([{ id: 'root/rest.0', properties: { ended: 'time' } }]);
  expect(world.entries).toEqual([]);
});

test('where only longer waits are left the execution is put aside until the first of them ends', async () => {
  const plan = planBuilder()
    .start()
    .branch('branch', ['a', 'b'])
    .wait('long', { ms: 3 * day })
    .wait('shorter', { ms: day })
    .step('sink', 'collect', {}, [])
    .chain('start', 'branch.a', 'long', 'sink')
    .link('branch.b', 'shorter')
    .link('shorter', 'sink')
    .build();
  const world = makeWorld(plan);
  expect((await world.attempt()).outcome).toEqual({ status: 'waiting', replied: false, until: day });
  expect(world.events.filter(({ kind }) => kind === 'step.waiting')).toEqual([
    { kind: 'step.waiting', at: 0, stepId: 'long', documentId: 'root/branch.0', until: 3 * day },
    { kind: 'step.waiting', at: 0, stepId: 'shorter', documentId: 'root/branch.1', until: day },
  ]);
  expect(world.events.at(-1)).toEqual({ kind: 'execution.waiting', at: 0, until: day });
  world.passTime(day);
  expect((await world.attempt()).outcome).toMatchObject({ status: 'waiting', until: 3 * day });
  world.passTime(2 * day);
  const { outcome, documents } = await world.attempt();
  expect(outcome).toMatchObject({ status: 'succeeded' });
  expect(documents.map(({ id }) => id).sort()).toEqual(['root/branch.0/long.0', 'root/branch.1/shorter.0']);
});

test('an execution that is put aside lets go of the streams it has begun with: another attempt begins with them anew', async () => {
  const events: string[] = [];
  const streaming = stepType('streaming', () => ({
    async *[Symbol.asyncIterator]() {
      events.push('opened');
      try {
        for (let n = 0; n < 100; n++) yield { port: 'item', body: Body.fromValue(n) };
      } finally {
        events.push('closed');
      }
    },
  }));
  const plan = planBuilder().start().each('each').wait('rest', { ms: day }).link('start', 'each').link('each.item', 'rest').build();
  const each = plan.steps['each'];
  if (each === undefined) throw new Error('there is no for-each');
  const world = makeWorld({ ...plan, steps: { ...plan.steps, each: { ...each, type: 'streaming' } } }, { more: [streaming] });
  expect((await world.attempt()).outcome).toMatchObject({ status: 'waiting' });
  await expect.poll(() => events).toEqual(['opened', 'closed']);
});

test('each document waits by itself: none holds up the next, and all are put aside together', async () => {
  const plan = planBuilder()
    .start()
    .step('split', 'split', { count: 1_000 })
    .wait('rest', { ms: day })
    .step('sink', 'collect', {}, [])
    .chain('start', 'split', 'rest', 'sink')
    .build();
  const world = makeWorld(plan);
  expect((await world.attempt()).outcome).toMatchObject({ status: 'waiting', until: day });
  world.passTime(day);
  expect((await world.attempt()).documents.length).toBe(1_000);
});

test('more than ten thousand documents cannot wait at once', async () => {
  const plan = planBuilder()
    .start()
    .step('split', 'split-lazily', { count: 10_001 })
    .wait('rest', { ms: day })
    .chain('start', 'split', 'rest')
    .build();
  expect((await makeWorld(plan).attempt()).outcome).toMatchObject({
    status: 'failed',
    error: { code: 'STEP_FAILED', stepId: 'rest', message: expect.stringContaining('10000 documents') },
  });
});

describe('a wait for a callback', () => {
  test('is durable before anybody is told where to call', async () => {
    const plan = planBuilder()
      .start()
      .wait('rest', { callback: true, announces: true }, ['before', 'out'])
      .step('sink', 'collect', {}, [])
      .link('start', 'rest')
      .link('rest.before', 'sink')
      .link('rest.out', 'sink')
      .build();
    const world = makeWorld(plan, { kills: [{ write: 1, durable: false }] });
    expect(await world.attempt()).toEqual({ outcome: 'killed', documents: [] });
    const { outcome, documents } = await world.attempt();
    expect(outcome).toEqual({ status: 'waiting', replied: false });
    expect(documents).toMatchObject([{ id: 'root/rest.0', properties: { url: 'https://weft.example/callbacks/rest%2Froot' } }]);
    expect(world.entries.map(({ kind }) => kind)).toEqual(['result', 'wait']);
  });

  test('goes on with what the caller sent, also where the call came before anybody listened', async () => {
    const world = makeWorld(asking);
    expect((await world.attempt()).outcome).toMatchObject({ status: 'waiting' });
    world.callBack('rest/root', { approved: true });
    const { outcome, documents } = await world.attempt();
    expect(outcome).toMatchObject({ status: 'succeeded' });
    expect(documents.map((document) => document.body.value())).toEqual([{ approved: true }]);
    expect(documents).toMatchObject([{ id: 'root/rest.1', properties: { ended: 'callback' } }]);
  });

  test('ends in memory while something else still runs', async () => {
    const plan = planBuilder()
      .start()
      .branch('branch', ['a', 'b'])
      .wait('rest', { callback: true })
      .wait('busy', { ms: 1_000 })
      .step('sink', 'collect', {}, [])
      .chain('start', 'branch.a', 'rest', 'sink')
      .link('branch.b', 'busy')
      .link('busy', 'sink')
      .build();
    const world = makeWorld(plan);
    const ending = world.attempt();
    await expect.poll(() => world.events.some((event) => event.kind === 'step.waiting' && event.stepId === 'rest')).toBe(true);
    world.callBack('rest/root/branch.0', 'called');
    const { outcome, documents } = await ending;
    expect(outcome).toMatchObject({ status: 'succeeded' });
    expect(documents.length).toBe(2);
    expect(world.attempts()).toBe(1);
  });

  test('is ended by the first that comes: a later call, and the time, change nothing', async () => {
    const world = makeWorld(waiting({ callback: true, ms: day }), { kills: [{ write: 3, durable: true }] });
    expect((await world.attempt()).outcome).toMatchObject({ status: 'waiting', until: day });
    world.callBack('rest/root', 'first');
    world.callBack('rest/root', 'second');
    world.passTime(2 * day);
    const { documents } = await world.untilTheEnd();
    expect(documents.map((document) => document.body.value())).toEqual(['first']);
    expect(world.entries.filter(({ kind }) => kind === 'resumed').length).toBe(1);
  });
});

test('without a journal a short wait passes and a longer one fails with a sentence that says why', async () => {
  const more = [waitType];
  expect((await runPlan(waiting({ ms: 5 }), { more })).outcome.status).toBe('succeeded');
  for (const config of [{ ms: day }, { callback: true }]) {
    expect((await runPlan(waiting(config), { more })).outcome).toMatchObject({
      status: 'failed',
      error: { code: 'STEP_FAILED', stepId: 'rest', message: expect.stringContaining('journal') },
    });
  }
});

test('cancelling ends an execution that waits in memory', async () => {
  const plan = planBuilder()
    .start()
    .branch('branch', ['a', 'b'])
    .wait('long', { ms: day })
    .wait('short', { ms: 4_000 })
    .chain('start', 'branch.a', 'long')
    .link('branch.b', 'short')
    .build();
  const world = makeWorld(plan);
  const controller = new AbortController();
  const ending = world.attempt({ signal: controller.signal });
  await expect.poll(() => world.events.filter(({ kind }) => kind === 'step.waiting').length).toBe(2);
  controller.abort();
  expect((await ending).outcome).toMatchObject({ status: 'cancelled', error: { code: 'CANCELLED' } });
});

test('a wait goes on with the document as it was noted, whatever the steps before it give now', async () => {
  const plan = planBuilder()
    .start()
    .step('attempt', 'attempt')
    .wait('rest', { ms: day })
    .step('sink', 'collect', {}, [])
    .chain('start', 'attempt', 'rest', 'sink')
    .build();
  const world = makeWorld(plan, { more: [attemptType] });
  const { documents } = await world.untilTheEnd();
  expect(documents.map((document) => document.body.value())).toEqual([1]);
});

test('a join waits for a path that waits, and its time limit goes on counting while nothing is in memory', async () => {
  const plan = planBuilder()
    .start()
    .branch('branch', ['a', 'b'])
    .wait('long', { ms: 10 * day })
    .step('slow', 'pass-later', { turns: 30 })
    .join('join', 'all', 2 * day)
    .step('sink', 'collect', {}, [])
    .chain('start', 'branch.a', 'long')
    .link('long', 'join', 'a')
    .link('branch.b', 'slow')
    .link('slow', 'join', 'b')
    .link('join', 'sink')
    .build();
  const world = makeWorld(plan);
  expect((await world.attempt()).outcome).toMatchObject({ status: 'waiting', until: 2 * day });
  world.passTime(day);
  expect((await world.attempt()).outcome).toMatchObject({ status: 'waiting', until: 2 * day });
  world.passTime(day);
  const atLimit = await world.attempt();
  expect(atLimit.outcome).toMatchObject({ status: 'waiting', until: 10 * day });
  expect(atLimit.documents.map((document) => document.body.value())).toEqual([{ a: null, b: 'x' }]);
});
