import { expect, test } from 'vitest';
import { runPlan, startPlan } from './harness.ts';
import { planBuilder } from './plan-builder.ts';
import { makeGate } from './step-types.ts';

type Mode = 'all' | 'first' | 'each' | 'all-that-ran';

/** A path that ends empty, brings one document, or three. */
const pathTypes = {
  empty: { type: 'drop', config: {} },
  one: { type: 'append', config: { text: '!' } },
  several: { type: 'split', config: { count: 3 } },
};

function twoPaths(mode: Mode, left: keyof typeof pathTypes, right: keyof typeof pathTypes, timeLimitMs?: number) {
  return planBuilder()
    .start()
    .branch('branch', ['l', 'r'])
    .step('left', pathTypes[left].type, pathTypes[left].config)
    .step('right', pathTypes[right].type, pathTypes[right].config)
    .join('join', mode, timeLimitMs)
    .step('sink', 'collect')
    .link('start', 'branch')
    .link('branch.l', 'left')
    .link('branch.r', 'right')
    .link('left', 'join')
    .link('right', 'join')
    .link('join', 'sink')
    .build();
}

test.each([
  ['all', 'one', 'one', [{ left: 'x!', right: 'x!' }]],
  ['all', 'empty', 'one', [{ left: null, right: 'x!' }]],
  ['all', 'empty', 'empty', [{ left: null, right: null }]],
  ['all', 'several', 'one', [{ left: [0, 1, 2], right: 'x!' }]],
  ['all', 'several', 'several', [{ left: [0, 1, 2], right: [0, 1, 2] }]],
  ['all-that-ran', 'one', 'one', [{ left: 'x!', right: 'x!' }]],
  ['all-that-ran', 'empty', 'one', [{ right: 'x!' }]],
  ['all-that-ran', 'empty', 'several', [{ right: [0, 1, 2] }]],
  ['all-that-ran', 'empty', 'empty', [{}]],
  ['first', 'one', 'one', [{ left: 'x!', right: null }]],
  ['first', 'empty', 'one', [{ left: null, right: 'x!' }]],
  ['first', 'empty', 'empty', []],
  [
    'each',
    'one',
    'one',
    [
      { left: 'x!', right: null },
      { left: null, right: 'x!' },
    ],
  ],
  ['each', 'empty', 'empty', []],
  ['each', 'several', 'empty', [0, 1, 2].map((left) => ({ left, right: null }))],
] as const)(
  'a join of mode %s gives for paths with %s and %s documents what the table of outcomes says',
  async (mode, left, right, expected) => {
    const { outcome, values } = await runPlan(twoPaths(mode, left, right), { body: 'x' });
    expect(outcome.status).toBe('succeeded');
    expect(values).toEqual(expected);
  },
);

test.each(['all', 'first', 'each', 'all-that-ran'] as const)(
  'a failed path fails the execution before a join of mode %s where the join waits',
  async (mode) => {
    const plan = planBuilder()
      .start()
      .branch('branch', ['l', 'r'])
      .step('waiting', 'wait', { gate: 'never' })
      .step('failing', 'fail')
      .join('join', mode)
      .step('sink', 'collect')
      .chain('start', 'branch.l', 'waiting', 'join', 'sink')
      .chain('branch.r', 'failing', 'join')
      .build();
    const { outcome, values } = await runPlan(plan, { gates: { never: makeGate() } });
    expect(outcome).toMatchObject({ status: 'failed', error: { stepId: 'failing' } });
    expect(values).toEqual([]);
  },
);

test.each(['all', 'first', 'each', 'all-that-ran'] as const)(
  'cancelling while a path of a %s join waits cancels the execution',
  async (mode) => {
    const controller = new AbortController();
    const plan = planBuilder()
      .start()
      .branch('branch', ['l', 'r'])
      .step('waiting', 'wait', { gate: 'never' })
      .join('join', mode)
      .chain('start', 'branch.l', 'waiting', 'join')
      .link('branch.r', 'join')
      .build();
    const { outcome } = startPlan(plan, { gates: { never: makeGate() }, signal: controller.signal });
    controller.abort();
    expect((await outcome).status).toBe('cancelled');
  },
);

/** The left path waits for a gate that only what comes after the join can open. */
function slowLeft(mode: Mode, timeLimitMs?: number) {
  return planBuilder()
    .start()
    .branch('branch', ['l', 'r'])
    .step('slow', 'wait', { gate: 'gate' })
    .step('fast', 'append', { text: '!' })
    .join('join', mode, timeLimitMs)
    .step('opener', 'open', { gate: 'gate' })
    .step('sink', 'collect')
    .chain('start', 'branch.l', 'slow', 'join', 'opener', 'sink')
    .chain('branch.r', 'fast', 'join')
    .build();
}

test('a join of mode first goes on while the other path is still waiting, and ends what comes later', async () => {
  const { outcome, values } = await runPlan(slowLeft('first'), { body: 'x', gates: { gate: makeGate() } });
  expect(outcome.status).toBe('succeeded');
  expect(values).toEqual([{ slow: null, fast: 'x!' }]);
});

test('a join of mode each passes on every document while another path is still waiting', async () => {
  const { values } = await runPlan(slowLeft('each'), { body: 'x', gates: { gate: makeGate() } });
  expect(values).toEqual([
    { slow: null, fast: 'x!' },
    { slow: 'x', fast: null },
  ]);
});

test.each([
  ['all', { slow: null, fast: 'x!' }],
  ['all-that-ran', { fast: 'x!' }],
] as const)('a join of mode %s whose time is up goes on with what has arrived and says so', async (mode, expected) => {
  const { values, events } = await runPlan(slowLeft(mode, 5), { body: 'x', gates: { gate: makeGate() } });
  expect(values).toEqual([expected]);
  expect(events.filter((event) => event.kind === 'log')).toMatchObject([{ line: { level: 'warn', stepId: 'join' } }]);
});

test('the joined document is named after the one that was forked and carries the properties of both', async () => {
  const plan = planBuilder()
    .start()
    .branch('branch', ['l', 'r'])
    .step('left', 'property', { name: 'colour', value: 'red' })
    .step('right', 'property', { name: 'size', value: 'large' })
    .join('join')
    .step('sink', 'collect')
    .chain('start', 'branch.l', 'left', 'join', 'sink')
    .chain('branch.r', 'right', 'join')
    .build();
  const { collected } = await runPlan(plan, { properties: { shop: 'north' } });
  expect(collected).toHaveLength(1);
  expect(collected[0]).toMatchObject({
    id: 'root/join.0',
    properties: { shop: 'north', 'left.shop': 'north', 'left.colour': 'red', 'right.shop': 'north', 'right.size': 'large' },
  });
  expect(collected[0]?.body.contentType).toBe('application/json');
});

test('every document that passes a fork is joined with its own, in the order of the fork', async () => {
  const plan = planBuilder()
    .start()
    .step('split', 'split', { count: 40 })
    .branch('branch', ['l', 'r'])
    .step('left', 'pass-later', { turns: 3 })
    .step('right', 'keep-even')
    .join('join')
    .step('sink', 'collect')
    .chain('start', 'split', 'branch.l', 'left', 'join', 'sink')
    .chain('branch.r', 'right', 'join')
    .build();
  const { values } = await runPlan(plan);
  expect(values).toEqual(Array.from({ length: 40 }, (_, n) => ({ left: n, right: n % 2 === 0 ? n : null })));
});

test.each(['all', 'all-that-ran'] as const)(
  'a join of mode %s keeps the order of its fork where a later document is through first',
  async (mode) => {
    const plan = planBuilder()
      .start()
      .step('split', 'split', { count: 5 })
      .step('route', 'route', {}, ['even', 'odd'])
      .step('slow', 'pass-later', { turns: 20 })
      .step('fast', 'pass')
      .join('join', mode)
      .step('sink', 'collect')
      .chain('start', 'split', 'route.even', 'slow', 'join', 'sink')
      .chain('route.odd', 'fast', 'join')
      .build();
    const { values } = await runPlan(plan);
    const only = (values as Array<{ slow?: number; fast?: number }>).map(({ slow, fast }) => slow ?? fast);
    expect(only).toEqual([0, 1, 2, 3, 4]);
  },
);

test('a branch within a path is joined within the path', async () => {
  const plan = planBuilder()
    .start()
    .branch('outer', ['l', 'r'])
    .step('right', 'append', { text: 'r' })
    .step('split', 'split', { count: 2 })
    .branch('inner', ['x', 'y'])
    .step('even', 'keep-even')
    .join('near')
    .join('far')
    .step('sink', 'collect')
    .chain('start', 'outer.l', 'split', 'inner.x', 'near', 'far', 'sink')
    .chain('inner.y', 'even', 'near')
    .chain('outer.r', 'right', 'far')
    .build();
  const { values } = await runPlan(plan, { body: '-' });
  expect(values).toEqual([
    {
      near: [
        { inner: 0, even: 0 },
        { inner: 1, even: null },
      ],
      right: '-r',
    },
  ]);
});

test('two joins of one fork, one behind the other, both fire', async () => {
  const plan = planBuilder()
    .start()
    .branch('fork', ['a', 'b', 'c'])
    .join('near')
    .join('far')
    .step('sink', 'collect')
    .chain('start', 'fork.a')
    .link('fork.a', 'near', 'a')
    .link('fork.b', 'near', 'b')
    .link('near', 'far')
    .link('fork.c', 'far', 'c')
    .link('far', 'sink')
    .build();
  const { values } = await runPlan(plan, { body: 1 });
  expect(values).toEqual([{ near: { a: 1, b: 1 }, c: 1 }]);
});

test('two joins of one fork beside each other do not wait for each other', async () => {
  const plan = planBuilder()
    .start()
    .branch('fork', ['a', 'b', 'c', 'd'])
    .step('slow', 'wait', { gate: 'gate' })
    .join('first-join')
    .join('second-join')
    .step('opener', 'open', { gate: 'gate' })
    .step('sink', 'collect')
    .chain('start', 'fork.a', 'slow', 'first-join', 'sink')
    .link('fork.b', 'first-join', 'b')
    .link('fork.c', 'second-join', 'c')
    .link('fork.d', 'second-join', 'd')
    .chain('second-join', 'opener', 'sink')
    .build();
  const { values } = await runPlan(plan, { body: 1, gates: { gate: makeGate() } });
  expect(values).toEqual([
    { c: 1, d: 1 },
    { slow: 1, b: 1 },
  ]);
});

test('an inner join that has fired does not keep the outer one waiting for its stragglers', async () => {
  const plan = planBuilder()
    .start()
    .branch('outer', ['l', 'r'])
    .branch('inner', ['x', 'y'])
    .step('slow', 'wait', { gate: 'gate' })
    .join('quickest', 'first')
    .join('far')
    .step('opener', 'open', { gate: 'gate' })
    .step('sink', 'collect')
    .chain('start', 'outer.l', 'inner.x', 'slow', 'quickest', 'far', 'opener', 'sink')
    .link('inner.y', 'quickest', 'y')
    .link('outer.r', 'far', 'r')
    .build();
  const { values } = await runPlan(plan, { body: 1, gates: { gate: makeGate() } });
  expect(values).toEqual([{ quickest: { slow: null, y: 1 }, r: 1 }]);
});

test('a path that leaves the branching for good does not keep its join waiting', async () => {
  const plan = planBuilder()
    .start()
    .branch('fork', ['a', 'b', 'side'])
    .step('aside', 'pass')
    .step('slow', 'wait', { gate: 'gate' })
    .join('join')
    .step('opener', 'open', { gate: 'gate' })
    .step('sink', 'collect')
    .chain('start', 'fork.side', 'aside', 'slow')
    .link('fork.a', 'join', 'a')
    .link('fork.b', 'join', 'b')
    .chain('join', 'opener', 'sink')
    .build();
  const { outcome, values } = await runPlan(plan, { body: 1, gates: { gate: makeGate() } });
  expect(outcome.status).toBe('succeeded');
  expect(values).toEqual([{ a: 1, b: 1 }]);
});

test('a step that chooses between ports can be the fork', async () => {
  const plan = planBuilder()
    .start()
    .step('route', 'route', {}, ['even', 'odd'])
    .step('when-even', 'append', { text: 'e' })
    .step('when-odd', 'append', { text: 'o' })
    .join('join', 'all-that-ran')
    .step('sink', 'collect')
    .chain('start', 'route.even', 'when-even', 'join', 'sink')
    .chain('route.odd', 'when-odd', 'join')
    .build();
  expect((await runPlan(plan, { body: 3 })).values).toEqual([{ 'when-odd': '3o' }]);
});
