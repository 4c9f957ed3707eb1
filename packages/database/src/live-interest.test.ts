import { expect, test } from 'vitest';
import { makeInterestSet } from './live-interest.ts';

const interest = { executionId: 'e1', watcher: 'w1', episode: 1, ended: false };

test('a watcher is owed the trace once for each episode, however often it repeats itself', () => {
  const set = makeInterestSet();
  expect([1, 1, 2, 2].map((episode) => set.note({ ...interest, episode }, 0))).toEqual([true, false, true, false]);
  expect(set.note({ ...interest, watcher: 'w2' }, 0)).toBe(true);
});

test('an execution is watched until its last watcher has ended', () => {
  const set = makeInterestSet();
  set.note(interest, 0);
  set.note({ ...interest, watcher: 'w2' }, 0);
  set.note({ ...interest, ended: true }, 0);
  expect(set.has('e1')).toBe(true);
  expect(set.note({ ...interest, watcher: 'w2', ended: true }, 0)).toBe(false);
  expect(set.has('e1')).toBe(false);
});

test('a watcher that fell silent is forgotten, one that repeats itself is not', () => {
  const set = makeInterestSet();
  set.note(interest, 0);
  set.note({ ...interest, executionId: 'e2' }, 0);
  set.note({ ...interest, executionId: 'e2' }, 100);
  set.forget(50);
  expect([set.has('e1'), set.has('e2')]).toEqual([false, true]);
});
