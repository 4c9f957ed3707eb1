import { Body } from '@weft/document';
import { WeftError } from '@weft/errors';
import { describe, expect, test } from 'vitest';
import type { Journal, JournalEntry } from '../src/ports.ts';
import { runPlan } from './harness.ts';
import { makeWorld } from './journal-world.ts';
import { planBuilder } from './plan-builder.ts';
import { stepType } from './step-types.ts';

const sending = (config: Record<string, unknown> = {}) =>
  planBuilder()
    .start()
    .step('send', 'effect', { name: 'send', ...config })
    .step('sink', 'collect', {}, [])
    .effect('once', 'send')
    .chain('start', 'send', 'sink')
    .build();

describe('a step that must not be repeated', () => {
  test('is written down before it runs and before what it gave goes on', async () => {
    const world = makeWorld(sending());
    const { outcome, documents } = await world.attempt();
    expect(outcome).toMatchObject({ status: 'succeeded' });
    expect(documents.map(({ id }) => id)).toEqual(['root/send.0']);
    expect(world.batches.map((batch) => batch.map(({ kind, key }) => `${kind} ${key}`))).toEqual([
      ['intent send/root'],
      ['result send/root'],
    ]);
  });

  test('does not run where its intent cannot be written', async () => {
    const world = makeWorld(sending(), { services: { journal: refusing('DATABASE_UNAVAILABLE') } });
    expect((await world.attempt()).outcome).toMatchObject({ status: 'failed', error: { code: 'DATABASE_UNAVAILABLE' } });
    expect(world.effects).toEqual([]);
  });

  test('may give a thousand documents for one, and fails with more, in every attempt alike', async () => {
    expect((await makeWorld(sending({ gives: 1_000 })).attempt()).documents.length).toBe(1_000);
    const world = makeWorld(sending({ gives: 1_001 }));
    for (let count = 0; count < 2; count++) {
      expect((await world.attempt()).outcome).toMatchObject({
        status: 'failed',
        error: { code: 'STEP_FAILED', stepId: 'send', message: expect.stringContaining('1000 documents') },
      });
    }
    expect(world.effects.length).toBe(1);
  });

  test('runs without a journal as any other', async () => {
    const plan = planBuilder()
      .start()
      .step('send', 'pass')
      .step('sink', 'collect')
      .effect('once', 'send')
      .chain('start', 'send', 'sink')
      .build();
    expect((await runPlan(plan, { body: 1 })).values).toEqual([1]);
  });

  test('that gave what cannot be written down has failed, and is not run again', async () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    let runs = 0;
    const type = stepType('circle', () => {
      runs++;
      return { port: 'out', body: Body.fromValue(circle) };
    });
    const plan = planBuilder().start().step('send', 'circle').effect('once', 'send').chain('start', 'send').build();
    const world = makeWorld(plan, { more: [type] });
    for (let count = 0; count < 2; count++) {
      expect((await world.attempt()).outcome).toMatchObject({ status: 'failed', error: { code: 'BODY_NOT_SERIALIZABLE', stepId: 'send' } });
    }
    expect(runs).toBe(1);
  });
});

test('an intent without a result parks the document once and fails it as unknown', async () => {
  const world = makeWorld(sending(), { kills: [{ write: 2, durable: false }] });
  expect((await world.attempt()).outcome).toBe('killed');
  for (let count = 0; count < 2; count++) {
    expect((await world.attempt()).outcome).toMatchObject({
      status: 'failed',
      error: { code: 'OUTCOME_UNKNOWN', stepId: 'send', documentId: 'root' },
    });
  }
  expect(world.effects.length).toBe(1);
  expect([...world.parked]).toMatchObject([
    ['send/root', { stepId: 'send', document: { id: 'root' }, error: { code: 'OUTCOME_UNKNOWN' } }],
  ]);
  expect([...world.parked.values()][0]).not.toHaveProperty('port');
});

test('an attempt whose write is refused ends at once as cancelled, has no effect and tells no end', async () => {
  const plan = planBuilder()
    .start()
    .step('first', 'effect', { name: 'first' })
    .step('second', 'effect', { name: 'second' })
    .effect('once', 'first', 'second')
    .chain('start', 'first', 'second')
    .build();
  const world = makeWorld(plan);
  const attempt = world.attempt();
  world.supersede();
  expect((await attempt).outcome).toMatchObject({ status: 'cancelled', replied: false, error: { code: 'ATTEMPT_REFUSED' } });
  expect(world.effects).toEqual([]);
  expect(world.events.map(({ kind }) => kind)).not.toContain('execution.finished');
});

test('a plan without such steps and waits leaves the journal alone', async () => {
  const plan = planBuilder()
    .start()
    .step('answer', 'reply')
    .step('call', 'call', { name: 'call' })
    .step('sink', 'collect', {}, [])
    .effect('idempotent', 'answer', 'call')
    .chain('start', 'answer', 'call', 'sink')
    .build();
  const world = makeWorld(plan, { services: { journal: refusing('INTERNAL') } });
  expect((await world.attempt()).outcome).toEqual({ status: 'succeeded', replied: true });
});

test('what many documents write at once goes together, in the order in which it was given', async () => {
  const branches = ['a', 'b', 'c', 'd'];
  const builder = planBuilder().start().branch('branch', branches).link('start', 'branch');
  for (const name of branches)
    builder.step(`send-${name}`, 'effect', { name }).effect('once', `send-${name}`).link(`branch.${name}`, `send-${name}`);
  const world = makeWorld(builder.build());
  await world.attempt();
  expect(world.entries.length).toBe(8);
  expect(world.batches.length).toBeLessThanOrEqual(5);
});

test('the key of a document that has come a long way stays short and tells documents apart', async () => {
  const builder = planBuilder().start();
  let before = 'start';
  for (let n = 0; n < 60; n++) {
    builder.step(`step-${n}`, 'pass').link(before, `step-${n}`);
    before = `step-${n}`;
  }
  builder
    .step('split', 'split', { count: 2 })
    .step('send', 'effect', { name: 'send' })
    .effect('once', 'send')
    .chain(before, 'split', 'send');
  const world = makeWorld(builder.build());
  await world.attempt();
  const keys = new Set(world.entries.map(({ key }) => key));
  expect(keys.size).toBe(2);
  for (const key of keys) expect(key.length).toBeLessThanOrEqual(200);
});

describe('a document that was put aside', () => {
  const plan = planBuilder()
    .start()
    .step('check', 'route', {}, ['even', 'odd'])
    .step('mark', 'append', { text: '!' })
    .branch('branch', ['a', 'b'])
    .step('left', 'append', { text: ' left' })
    .join('join', 'all')
    .step('sink', 'collect', {}, [])
    .link('start', 'check')
    .link('check.even', 'mark')
    .chain('mark', 'branch.a', 'left')
    .link('left', 'join', 'a')
    .link('branch.b', 'join', 'b')
    .link('join', 'sink')
    .build();
  const bodies = async (entry: { readonly stepId: string; readonly port?: string }) => {
    const { outcome, documents } = await makeWorld(plan, { body: 'x' }).attempt({ entry });
    return { outcome, bodies: documents.map((document) => document.body.value()) };
  };

  test('enters the step where it goes on', async () => {
    expect((await bodies({ stepId: 'mark' })).bodies).toEqual([{ a: 'x! left', b: 'x!' }]);
  });

  test('leaves a step by the port that it was to leave by', async () => {
    expect((await bodies({ stepId: 'check', port: 'even' })).bodies).toEqual([{ a: 'x! left', b: 'x!' }]);
    expect((await bodies({ stepId: 'check', port: 'odd' })).bodies).toEqual([]);
  });

  test('is a branching of its own for a join whose fork it does not pass', async () => {
    expect((await bodies({ stepId: 'left' })).bodies).toEqual([{ a: 'x left', b: null }]);
    expect((await bodies({ stepId: 'left', port: 'out' })).bodies).toEqual([{ a: 'x', b: null }]);
  });

  test('leaves a fork by one port as its whole branching', async () => {
    expect((await bodies({ stepId: 'branch', port: 'a' })).bodies).toEqual([{ a: 'x left', b: null }]);
  });

  test('cannot go on where the process has no such step or port', async () => {
    expect((await bodies({ stepId: 'gone' })).outcome).toMatchObject({ status: 'failed', error: { code: 'NOT_FOUND' } });
    expect((await bodies({ stepId: 'mark', port: 'gone' })).outcome).toMatchObject({ status: 'failed', error: { code: 'NOT_FOUND' } });
  });
});

function refusing(code: 'DATABASE_UNAVAILABLE' | 'INTERNAL'): Journal {
  const earlier: readonly JournalEntry[] = [];
  return {
    earlier,
    write: () => Promise.reject(new WeftError(code, 'No.')),
    callbackUrl: () => '',
    onCallback: () => undefined,
  };
}
