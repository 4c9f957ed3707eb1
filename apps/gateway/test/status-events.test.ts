import { expect, test } from 'vitest';
import type { ExecutionState } from '../src/outcomes.ts';
import { statusEvents } from '../src/status-events.ts';

const about = { executionId: 'e', statusUrl: '/executions/e?token=t' };
const state = (status: ExecutionState['status'], hasReply = false): ExecutionState => ({ status, hasReply });

async function told(states: readonly ExecutionState[], lastEventId?: string, secondsBetween = 0): Promise<string[]> {
  let now = 0;
  async function* coming() {
    for (const each of states) {
      now += secondsBetween * 1_000;
      yield each;
    }
  }
  const text = (await Array.fromAsync(statusEvents(about, coming(), lastEventId, () => now))).join('');
  return text.split('\n\n').flatMap((block) => {
    if (block === '' || block === ': open') return [];
    if (block.startsWith(':')) return [block];
    const { status, replied } = JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '') as { status: string; replied: boolean };
    return [`${/^event: (.*)$/m.exec(block)?.[1]} ${status}${replied ? ' replied' : ''}`];
  });
}

const course = [state('queued'), state('queued'), state('running'), state('running'), state('running', true), state('succeeded', true)];

test('each state is told once, and the end ends it', async () => {
  expect(await told([...course, state('succeeded', true)])).toEqual([
    'status queued',
    'status running',
    'status running replied',
    'end succeeded replied',
  ]);
});

test('who comes back with the last id is told what is new since, and the end in any case', async () => {
  expect(await told(course.slice(2), 'running')).toEqual(['status running replied', 'end succeeded replied']);
  expect(await told(course.slice(5), 'succeeded+reply')).toEqual(['end succeeded replied']);
  expect(await told(course.slice(5), 'something else')).toEqual(['end succeeded replied']);
});

test('a stream in which nothing happens beats every fifteen seconds', async () => {
  const long = Array.from({ length: 7 }, () => state('waiting'));
  expect(await told(long, undefined, 5)).toEqual(['status waiting', ': heartbeat', ': heartbeat']);
});
