import { describe, expect, test } from 'vitest';
import { runPlan, startPlan } from './harness.ts';
import { planBuilder } from './plan-builder.ts';
import { makeGate, stepType } from './step-types.ts';

type Each = Parameters<ReturnType<typeof planBuilder>['each']>[1];

/** start → each { work } with the paths of failures and of the end told apart. */
const looped = (type: string, config: Record<string, unknown> = {}, rule: Each = {}) =>
  planBuilder()
    .start()
    .each('each', rule)
    .step('work', type, config)
    .step('caught', 'error')
    .step('sink', 'collect', {}, [])
    .chain('start', 'each')
    .link('each.item', 'work')
    .chain('each.failed', 'caught', 'sink')
    .link('each.ended', 'sink')
    .build();

/** Lets a step through when told to, by the value of its document; remembers how many were inside at once. */
function turnstile() {
  const gates = new Map<unknown, ReturnType<typeof makeGate>>();
  const inside = { now: 0, most: 0, entered: [] as unknown[] };
  const gateOf = (value: unknown) => {
    const gate = gates.get(value) ?? makeGate();
    gates.set(value, gate);
    return gate;
  };
  const type = stepType('turnstile', async (_config, document) => {
    const value = await document.body.value();
    inside.entered.push(value);
    inside.most = Math.max(inside.most, ++inside.now);
    await gateOf(value).opened;
    inside.now--;
    return { port: 'out' };
  });
  return { type, inside, open: (value: unknown) => gateOf(value).open() };
}

describe('a for-each', () => {
  test('gives the list of what its paths ended with, in order of the items, and how many they were', async () => {
    const { outcome, collected, values } = await runPlan(looped('append', { text: '!' }), { body: ['a', 'b', 'c'] });
    expect(outcome.status).toBe('succeeded');
    expect(values).toEqual([['a!', 'b!', 'c!']]);
    expect(collected[0]?.properties).toEqual({ items: 3, items_failed: 0 });
  });

  test('over nothing gives an empty list', async () => {
    expect((await runPlan(looped('pass'), { body: [] })).values).toEqual([[]]);
  });

  test('keeps the document that came in where no list is asked for', async () => {
    expect((await runPlan(looped('pass', {}, { results: 'none' }), { body: [1, 2] })).values).toEqual([[1, 2]]);
  });

  test('works on at most so many items at once, each of them through all its steps', async () => {
    const { type, inside, open } = turnstile();
    const { outcome, values } = startPlan(looped('turnstile', {}, { concurrency: 3 }), { body: [0, 1, 2, 3, 4, 5, 6, 7], more: [type] });
    await expect.poll(() => inside.now).toBe(3);
    for (let n = 7; n >= 0; n--) open(n);
    expect((await outcome).status).toBe('succeeded');
    expect(inside.most).toBe(3);
    expect(values()).toEqual([[0, 1, 2, 3, 4, 5, 6, 7]]);
  });

  test('gives results in order of the items whichever is the fastest, or as they come where it is told to', async () => {
    const ordered = turnstile();
    const inOrder = startPlan(looped('turnstile', {}, { concurrency: 2 }), { body: ['slow', 'fast'], more: [ordered.type] });
    await expect.poll(() => ordered.inside.now).toBe(2);
    ordered.open('fast');
    await expect.poll(() => ordered.inside.now).toBe(1);
    ordered.open('slow');
    await inOrder.outcome;
    expect(inOrder.values()).toEqual([['slow', 'fast']]);

    const asTheyCome = turnstile();
    const unordered = startPlan(looped('turnstile', {}, { concurrency: 2, ordered: false }), {
      body: ['slow', 'fast'],
      more: [asTheyCome.type],
    });
    await expect.poll(() => asTheyCome.inside.now).toBe(2);
    asTheyCome.open('fast');
    await expect.poll(() => asTheyCome.inside.now).toBe(1);
    asTheyCome.open('slow');
    await unordered.outcome;
    expect(unordered.values()).toEqual([['fast', 'slow']]);
  });

  test('an item that gives nothing, or several, gives so many results', async () => {
    expect((await runPlan(looped('keep-even'), { body: [1, 2, 3, 4] })).values).toEqual([[2, 4]]);
    expect((await runPlan(looped('split', { count: 2 }), { body: ['a', 'b'] })).values).toEqual([[0, 1, 0, 1]]);
  });

  test('an item that fails fails the execution, and no other one begins', async () => {
    const { type, inside, open } = turnstile();
    const plan = planBuilder()
      .start()
      .each('each')
      .step('work', 'turnstile')
      .step('refuse', 'fail-where', { value: 1 })
      .step('sink', 'collect', {}, [])
      .link('start', 'each')
      .chain('each.item', 'work', 'refuse')
      .link('each.ended', 'sink')
      .build();
    for (const n of [0, 1, 2, 3]) open(n);
    const { outcome, values } = await runPlan(plan, { body: [0, 1, 2, 3], more: [type] });
    expect(outcome).toMatchObject({ status: 'failed', error: { stepId: 'refuse', message: '1 is refused.' } });
    expect(inside.entered).toEqual([0, 1]);
    expect(values).toEqual([]);
  });

  test('with a port for failures sends the item there and goes on with the others', async () => {
    const plan = looped('fail-where', { value: 'b' }, { failed: 'failed', concurrency: 2 });
    const { outcome, collected, values } = await runPlan(plan, { body: ['a', 'b', 'c'] });
    expect(outcome.status).toBe('succeeded');
    expect(values).toEqual(['b is refused.', ['a', 'c']]);
    expect(collected[0]?.properties).toMatchObject({ error_code: 'HTTP_STATUS', error_step: 'work' });
    expect(collected[1]?.properties).toEqual({ items: 3, items_failed: 1 });
  });

  test('keeps nothing of an item that gave something before it failed', async () => {
    const plan = planBuilder()
      .start()
      .each('each', { failed: 'failed' })
      .branch('branch', ['a', 'b'])
      .step('good', 'append', { text: ' good' })
      .step('bad', 'fail-where', { value: 'x' })
      .step('sink', 'collect', {}, [])
      .link('start', 'each')
      .link('each.item', 'branch')
      .link('branch.a', 'good')
      .link('branch.b', 'bad')
      .link('each.ended', 'sink')
      .build();
    expect((await runPlan(plan, { body: ['x', 'y'] })).values).toEqual([['y good', 'y']]);
  });

  test('in a guard: a failure of an item stops them all, and is caught once', async () => {
    const plan = planBuilder()
      .start()
      .guard('guard')
      .each('each', { concurrency: 4 })
      .step('work', 'fail-where', { value: 2 })
      .step('caught', 'error')
      .step('sink', 'collect', {}, [])
      .link('start', 'guard')
      .link('guard.inside', 'each')
      .link('each.item', 'work')
      .link('each.ended', 'sink')
      .chain('guard.failed', 'caught', 'sink')
      .build();
    const { outcome, values } = await runPlan(plan, { body: [0, 1, 2, 3, 2, 5] });
    expect(outcome.status).toBe('succeeded');
    expect(values).toEqual(['2 is refused.']);
  });

  test('around a guard: each item catches for itself, and what the catching path gives is its result', async () => {
    const plan = planBuilder()
      .start()
      .each('each', { concurrency: 2 })
      .guard('guard')
      .step('work', 'fail-where', { value: 1 })
      .step('caught', 'error')
      .step('sink', 'collect', {}, [])
      .link('start', 'each')
      .link('each.item', 'guard')
      .link('guard.inside', 'work')
      .link('guard.failed', 'caught')
      .link('each.ended', 'sink')
      .build();
    expect((await runPlan(plan, { body: [0, 1, 2] })).values).toEqual([[0, '1 is refused.', 2]]);
  });

  test('in a for-each gives lists of lists', async () => {
    const plan = planBuilder()
      .start()
      .each('outer', { concurrency: 2 })
      .each('inner', { concurrency: 2 })
      .step('work', 'append', { text: '!' })
      .step('sink', 'collect', {}, [])
      .link('start', 'outer')
      .link('outer.item', 'inner')
      .link('inner.item', 'work')
      .link('outer.ended', 'sink')
      .build();
    const body = [['a', 'b'], [], ['c']];
    expect((await runPlan(plan, { body })).values).toEqual([[['a!', 'b!'], [], ['c!']]]);
  });

  test('around a branch and its join joins each item by itself', async () => {
    const plan = planBuilder()
      .start()
      .each('each', { concurrency: 3 })
      .branch('branch', ['a', 'b'])
      .step('left', 'append', { text: ' left' })
      .step('right', 'pass-later', { turns: 4 })
      .join('join', 'all')
      .step('sink', 'collect', {}, [])
      .link('start', 'each')
      .link('each.item', 'branch')
      .link('branch.a', 'left')
      .link('branch.b', 'right')
      .link('left', 'join', 'left')
      .link('right', 'join', 'right')
      .link('each.ended', 'sink')
      .build();
    expect((await runPlan(plan, { body: ['a', 'b'] })).values).toEqual([
      [
        { left: 'a left', right: 'a' },
        { left: 'b left', right: 'b' },
      ],
    ]);
  });

  test('of many items takes no more memory than those under way', async () => {
    const body = Array.from({ length: 20_000 }, (_, n) => n);
    const { outcome, values } = await runPlan(looped('pass', {}, { concurrency: 8, results: 'none' }), {
      body,
      services: { recordsSteps: false },
    });
    expect(outcome.status).toBe('succeeded');
    expect(values).toHaveLength(1);
  });

  test('an execution that is cancelled meanwhile ends, and no item begins any more', async () => {
    const abort = new AbortController();
    const { type, inside, open } = turnstile();
    const { outcome } = startPlan(looped('turnstile', {}, { concurrency: 2 }), { body: [1, 2, 3], more: [type], signal: abort.signal });
    await expect.poll(() => inside.now).toBe(2);
    abort.abort();
    for (const n of [1, 2, 3]) open(n);
    expect((await outcome).status).toBe('cancelled');
    expect(inside.entered).toEqual([1, 2]);
  });
});
