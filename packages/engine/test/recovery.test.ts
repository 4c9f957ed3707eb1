import type { Plan } from '@weft/process';
import { describe, expect, test } from 'vitest';
import { type Kill, makeWorld, type World } from './journal-world.ts';
import { planBuilder } from './plan-builder.ts';

const day = 86_400_000;

interface Case {
  readonly plan: Plan;
  /** What callers do who were asked to. */
  readonly callBack?: (world: World) => void;
  /** True where chance decides what goes on, so that only what followed from one decision must fit together. */
  readonly isRace?: boolean;
}

/** start → `type` → sink, with an effect in front of the sink. */
const through = (type: string, config: Record<string, unknown> = {}) =>
  planBuilder()
    .start()
    .step('shape', type, config)
    .step('send', 'effect', { name: 'send' })
    .step('sink', 'collect', {}, [])
    .effect('once', 'send')
    .chain('start', 'shape', 'send', 'sink')
    .build();

const giving = (config: Record<string, unknown>) =>
  planBuilder()
    .start()
    .step('send', 'effect', { name: 'send', ...config })
    .step('again', 'effect', { name: 'again' })
    .step('sink', 'collect', {}, [])
    .effect('once', 'send', 'again')
    .chain('start', 'send', 'again', 'sink')
    .build();

function joined(mode: 'all' | 'first' | 'each' | 'all-that-ran', timeLimitMs?: number, slow: 'race' | 'wait' = 'race') {
  const builder = planBuilder()
    .start()
    .branch('branch', ['a', 'b'])
    .step('left', slow === 'race' ? 'race' : 'pass')
    .step('mark', 'append', { text: ' left' });
  if (slow === 'wait') builder.wait('right', { ms: 10 * day });
  else builder.step('right', 'pass-later', { turns: 8 });
  return builder
    .join('join', mode, timeLimitMs)
    .step('send', 'effect', { name: 'send' })
    .step('again', 'effect', { name: 'again' })
    .step('sink', 'collect', {}, [])
    .effect('once', 'send', 'again')
    .link('start', 'branch')
    .chain('branch.a', 'left', 'mark')
    .link('mark', 'join', 'a')
    .link('branch.b', 'right')
    .link('right', 'join', 'b')
    .chain('join', 'send', 'again', 'sink')
    .build();
}

const effectsOnBothPaths = planBuilder()
  .start()
  .branch('branch', ['a', 'b'])
  .step('left', 'effect', { name: 'left', gives: 2 })
  .step('right', 'effect', { name: 'right' })
  .join('join', 'all')
  .step('send', 'effect', { name: 'send' })
  .step('sink', 'collect', {}, [])
  .effect('once', 'left', 'right', 'send')
  .link('start', 'branch')
  .link('branch.a', 'left')
  .link('branch.b', 'right')
  .link('left', 'join')
  .link('right', 'join')
  .chain('join', 'send', 'sink')
  .build();

const inOrder = planBuilder()
  .start()
  .branch('branch', ['a', 'b'], 'in-order')
  .step('left', 'effect', { name: 'left' })
  .step('right', 'effect', { name: 'right' })
  .step('sink', 'collect', {}, [])
  .effect('once', 'left', 'right')
  .chain('start', 'branch.a', 'left', 'sink')
  .link('branch.b', 'right')
  .link('right', 'sink')
  .build();

const replying = planBuilder()
  .start()
  .step('before', 'effect', { name: 'before' })
  .step('answer', 'reply')
  .step('after', 'effect', { name: 'after' })
  .step('sink', 'collect', {}, [])
  .effect('once', 'before', 'after')
  .effect('idempotent', 'answer')
  .chain('start', 'before', 'answer', 'after', 'sink')
  .build();

const waitingAndCalling = planBuilder()
  .start()
  .step('split', 'split', { count: 2 })
  .step('call', 'call', { name: 'call' })
  .wait('rest', { ms: 2 * day })
  .step('send', 'effect', { name: 'send' })
  .step('sink', 'collect', {}, [])
  .effect('idempotent', 'call')
  .effect('once', 'send')
  .chain('start', 'split', 'call', 'rest', 'send', 'sink')
  .build();

const askingForACall = planBuilder()
  .start()
  .wait('rest', { callback: true, announces: true, ms: 7 * day }, ['before', 'out'])
  .step('ask', 'effect', { name: 'ask' })
  .step('send', 'effect', { name: 'send' })
  .step('sink', 'collect', {}, [])
  .effect('once', 'ask', 'send')
  .link('start', 'rest')
  .link('rest.before', 'ask')
  .link('ask', 'sink')
  .chain('rest.out', 'send', 'sink')
  .build();

const cases: Readonly<Record<string, Case>> = {
  'one document': { plan: through('pass') },
  'an empty path': { plan: through('drop') },
  'several documents': { plan: through('split', { count: 3 }) },
  'a slow step': { plan: through('pass-later', { turns: 30 }) },
  'a failure after the effect': { plan: giving({ fails: true }) },
  'an effect that gives nothing': { plan: giving({ gives: 0 }) },
  'an effect that gives several': { plan: giving({ gives: 3 }) },
  'effects on both paths of a branch, join of all': { plan: effectsOnBothPaths },
  'a branch in order': { plan: inOrder },
  'join of all': { plan: joined('all') },
  'join of all that ran': { plan: joined('all-that-ran') },
  'join at the first': { plan: joined('first'), isRace: true },
  'join of each': { plan: joined('each') },
  'join of all whose time limit passes while a path waits': { plan: joined('all', day, 'wait') },
  'join at the first while a path waits': { plan: joined('first', undefined, 'wait') },
  'join of each whose time limit passes while a path waits': { plan: joined('each', day, 'wait') },
  'a reply between effects': { plan: replying },
  'a wait of days behind a call': { plan: waitingAndCalling },
  'a callback': { plan: askingForACall, callBack: (world) => world.callBack('rest/root', 'called') },
  'a callback that never comes': { plan: askingForACall },
};

const summary = (documents: Awaited<ReturnType<World['untilTheEnd']>>['documents']) =>
  documents.map(({ id, body, properties }) => JSON.stringify({ id, body: body.value(), properties })).sort();

/** Every effect at most once, whatever happened; the caller answered with the same whoever answers. */
function expectNothingTwice(world: World): void {
  const named = world.effects.map((effect) => effect.split(' ').slice(0, 2).join(' '));
  expect(named).toEqual([...new Set(named)]);
  const answered = world.replies.map(({ reply }) => JSON.stringify(reply.body.value()));
  expect(new Set(answered).size).toBeLessThanOrEqual(1);
}

async function expectRecovery({ plan, callBack, isRace }: Case, kills: readonly Kill[], clean: Clean): Promise<void> {
  const world = makeWorld(plan, { kills });
  const { outcome, documents } = await world.untilTheEnd(callBack);
  expectNothingTwice(world);
  const intents = world.entries.filter(({ kind }) => kind === 'intent').map(({ key }) => key);
  const ended = new Set(world.entries.filter(({ kind }) => kind === 'result' || kind === 'failure').map(({ key }) => key));
  const unknown = intents.filter((key) => !ended.has(key));
  if (unknown.length > 0 && clean.status === 'succeeded') {
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'OUTCOME_UNKNOWN' } });
    expect(unknown).toEqual(expect.arrayContaining([...world.parked.keys()]));
    expect(world.parked.size).toBeGreaterThan(0);
    return;
  }
  if (outcome.status === 'failed' && outcome.error.code === 'OUTCOME_UNKNOWN') {
    expect(world.parked.size).toBeGreaterThan(0);
    return;
  }
  expect(outcome.status).toBe(clean.status);
  if (isRace === true) {
    // Whichever came first, both effects and what came out of them were about the same.
    const bodies = new Set([
      ...world.effects.map((effect) => effect.slice(effect.indexOf('{'))),
      ...documents.map((d) => JSON.stringify(d.body.value())),
    ]);
    expect(bodies.size).toBe(1);
    expect(world.effects.length).toBe(clean.effects);
    return;
  }
  expect(summary(documents)).toEqual(clean.documents);
  expect(world.effects.length).toBe(clean.effects);
  expect(outcome.replied).toBe(clean.replied);
}

interface Clean {
  readonly status: string;
  readonly replied: boolean;
  readonly documents: readonly string[];
  readonly effects: number;
  readonly writes: number;
}

async function withoutAKill({ plan, callBack }: Case): Promise<Clean> {
  const world = makeWorld(plan);
  const { outcome, documents } = await world.untilTheEnd(callBack);
  expectNothingTwice(world);
  const { status, replied } = outcome;
  return { status, replied, documents: summary(documents), effects: world.effects.length, writes: world.writes() };
}

describe.each(Object.entries(cases))('with %s', (_name, one) => {
  test('a kill at any write, before or after it is durable, repeats no effect and loses nothing', async () => {
    const clean = await withoutAKill(one);
    for (let write = 1; write <= clean.writes; write++) {
      for (const durable of [false, true]) await expectRecovery(one, [{ write, durable }], clean);
    }
  });

  test('neither do two kills, one after the other', async () => {
    const clean = await withoutAKill(one);
    for (let write = 1; write <= clean.writes; write++) {
      for (const durable of [false, true]) {
        for (const after of [1, 2, 3]) {
          await expectRecovery(
            one,
            [
              { write, durable },
              { write: write + after, durable: !durable },
            ],
            clean,
          );
        }
      }
    }
  });
});

test('the table writes to the journal in every case with an effect, so that there is something to be killed at', async () => {
  for (const [name, one] of Object.entries(cases)) {
    const { writes } = await withoutAKill(one);
    expect(writes, name).toBeGreaterThanOrEqual(name === 'an empty path' ? 0 : 2);
  }
});

test('a reply that is known to have been given is not given again, and counts', async () => {
  // The third write is the intent behind the reply: with it the reply is durable.
  const world = makeWorld(replying, { kills: [{ write: 4, durable: false }] });
  const first = await world.attempt();
  expect(first.outcome).toBe('killed');
  expect(world.replies.length).toBe(1);
  expect((await world.attempt()).outcome).toMatchObject({ status: 'failed', replied: true, error: { code: 'OUTCOME_UNKNOWN' } });
  expect(world.replies.length).toBe(1);
});

test('what was called before a wait of days is not called again after it', async () => {
  const world = makeWorld(waitingAndCalling);
  const { outcome, documents } = await world.untilTheEnd();
  expect(outcome.status).toBe('succeeded');
  expect(world.attempts()).toBe(2);
  expect(world.calls.length).toBe(2);
  expect(documents.map((document) => document.body.value())).toEqual([{ answer: 0 }, { answer: 1 }]);
});
