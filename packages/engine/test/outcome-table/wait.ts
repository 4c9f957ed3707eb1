import { WeftError } from '@weft/errors';
import { expect } from 'vitest';
import { makeWorld } from '../journal-world.ts';
import { planBuilder } from '../plan-builder.ts';
import { makeGate, stepType } from '../step-types.ts';
import { type Column, survivesEveryKill, withEffects } from './cell.ts';

const day = 86_400_000;

/** start → work → wait → sink */
const waiting = (type: string, config: Record<string, unknown>, wait: Record<string, unknown>) =>
  planBuilder()
    .start()
    .step('work', type, config)
    .wait('rest', wait)
    .step('sink', 'collect', {}, [])
    .chain('start', 'work', 'rest', 'sink')
    .build();

/** Ends an execution from outside while a document waits and another path still runs. */
const endedFrom = async (code: 'CANCELLED' | 'TIMEOUT') => {
  const started = makeGate();
  const running = stepType('running', async (_config, _document, { signal }) => {
    started.open();
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    return undefined;
  });
  const plan = planBuilder()
    .start()
    .branch('branch', ['a', 'b'])
    .wait('rest', { ms: day })
    .step('work', 'running')
    .step('sink', 'collect', {}, [])
    .link('start', 'branch')
    .chain('branch.a', 'rest', 'sink')
    .chain('branch.b', 'work')
    .build();
  const world = makeWorld(plan, { more: [running] });
  const abort = new AbortController();
  const attempt = world.attempt({ signal: abort.signal });
  await started.opened;
  await expect.poll(() => world.events.some(({ kind }) => kind === 'step.waiting')).toBe(true);
  if (code === 'CANCELLED') abort.abort();
  else abort.abort(new WeftError('TIMEOUT', 'The execution took longer than it may.'));
  const { outcome, documents } = await attempt;
  expect(outcome).toMatchObject({ status: 'cancelled', error: { code } });
  expect(documents).toEqual([]);
};

export const wait: Column = {
  empty: {
    says: 'nothing waits: the execution ends',
    async holds() {
      const { outcome } = await makeWorld(waiting('drop', {}, { ms: day })).attempt();
      expect(outcome).toEqual({ status: 'succeeded', replied: false });
    },
  },
  several: {
    says: 'each document waits by itself, beside the others',
    async holds() {
      const world = makeWorld(waiting('split', { count: 3 }, { ms: day }));
      expect((await world.attempt()).outcome).toMatchObject({ status: 'waiting', until: day });
      world.passTime(day);
      expect((await world.attempt()).documents.map(({ body }) => body.value())).toEqual([0, 1, 2]);
    },
  },
  failed: {
    says: 'a failure elsewhere ends it: in a scope the wait inside is given up, else the execution fails',
    async holds() {
      const plan = planBuilder()
        .start()
        .guard('guard')
        .branch('branch', ['a', 'b'])
        .wait('rest', { ms: day })
        .step('turns', 'pass-later', { turns: 20 })
        .step('failing', 'fail')
        .step('caught', 'error')
        .step('sink', 'collect', {}, [])
        .link('start', 'guard')
        .link('guard.inside', 'branch')
        .chain('branch.a', 'rest', 'sink')
        .chain('branch.b', 'turns', 'failing')
        .chain('guard.failed', 'caught', 'sink')
        .build();
      const { outcome, documents } = await makeWorld(plan).attempt();
      expect(outcome).toMatchObject({ status: 'succeeded' });
      expect(documents.map(({ body }) => body.value())).toEqual(['The service answered 500.']);
      const alone = planBuilder()
        .start()
        .branch('branch', ['a', 'b'])
        .wait('rest', { ms: day })
        .step('failing', 'fail')
        .link('start', 'branch')
        .link('branch.a', 'rest')
        .link('branch.b', 'failing')
        .build();
      expect((await makeWorld(alone).attempt()).outcome).toMatchObject({ status: 'failed', error: { stepId: 'failing' } });
    },
  },
  cancelled: { says: 'the wait is given up', holds: () => endedFrom('CANCELLED') },
  crashed: {
    says: 'it goes on waiting until the same time, and nothing before or behind it is had twice',
    async holds() {
      const plan = withEffects('before', 'send')
        .wait('rest', { ms: day })
        .step('sink', 'collect', {}, [])
        .chain('start', 'before', 'rest', 'send', 'sink')
        .build();
      await survivesEveryKill(plan);
    },
  },
  slow: {
    says: 'a wait of more than 5 seconds holds no worker: the execution is put aside until then',
    async holds() {
      const world = makeWorld(waiting('pass', {}, { ms: 5_001 }));
      expect((await world.attempt()).outcome).toEqual({ status: 'waiting', replied: false, until: 5_001 });
      world.passTime(5_001);
      expect((await world.attempt()).outcome).toMatchObject({ status: 'succeeded' });
    },
  },
  expired: {
    says: 'a callback that has not come by its time ends the wait, and the document goes on saying so; the time of the execution ends it like a cancellation',
    async holds() {
      const world = makeWorld(waiting('pass', {}, { ms: day, callback: true }));
      expect((await world.attempt()).outcome).toMatchObject({ status: 'waiting', until: day });
      world.passTime(day);
      expect((await world.attempt()).documents.map(({ properties }) => properties['ended'])).toEqual(['time']);
      await endedFrom('TIMEOUT');
    },
  },
};
