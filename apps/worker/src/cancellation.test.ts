import { expect, test } from 'vitest';
import { createCancellation } from './cancellation.ts';

test('an execution that runs here is told, and one that comes later ends at once', () => {
  const cancellation = createCancellation();
  using running = cancellation.begin('a');
  expect([cancellation.cancel('a'), cancellation.cancel('b')]).toEqual([true, false]);
  expect(running.signal.aborted).toBe(true);
  using later = cancellation.begin('b');
  expect(later.signal.aborted).toBe(true);
});

test('one that goes on here before its run so far has left can still be told', () => {
  const cancellation = createCancellation();
  const leaving = cancellation.begin('a');
  using next = cancellation.begin('a');
  leaving[Symbol.dispose]();
  expect(cancellation.cancel('a')).toBe(true);
  expect(next.signal.aborted).toBe(true);
});
