import { Body } from '@weft/document';
import { expect, test } from 'vitest';
import { memoryStore } from '../../test/memory-store.ts';
import { runStep } from '../../test/run-step.ts';
import { implementation } from './executor.ts';

const config = { key: '{{ body.id }}', within: { amount: 1, unit: 'hours' }, duplicates: 'port' };
const body = Body.fromValue({ id: 'A1' });
const execution = (id: string, processId = 'p') => ({ id, processId, versionId: 'v', environment: 'test', attempt: 1, properties: {} });

async function portOf(given: Parameters<typeof runStep>[2], more: object = {}): Promise<string | undefined> {
  return (await runStep(implementation, { ...config, ...more }, { body, ...given })).emissions[0]?.port;
}

test('the first passes, repeats do not, and when the time is over the next one passes', async () => {
  let clock = 0;
  const store = memoryStore(() => clock);
  expect(await portOf({ context: { store, execution: execution('e1') } })).toBe('out');
  clock = 3_599_999;
  expect(await portOf({ context: { store, execution: execution('e2') } })).toBe('duplicate');
  clock = 3_600_000;
  expect(await portOf({ context: { store, execution: execution('e3') } })).toBe('out');
});

test('two documents of one execution are told apart, and one that comes again in another attempt passes again', async () => {
  const store = memoryStore();
  const context = { store, execution: execution('e1') };
  expect(await portOf({ context, documentId: 'root/split.0' })).toBe('out');
  expect(await portOf({ context, documentId: 'root/split.1' })).toBe('duplicate');
  const again = { store, execution: { ...execution('e1'), attempt: 2 } };
  expect(await portOf({ context: again, documentId: 'root/split.0' })).toBe('out');
  expect(await portOf({ context: again, documentId: 'root/split.1' })).toBe('duplicate');
});

test('steps remember apart from each other unless they name the same list', async () => {
  const store = memoryStore();
  const at = (id: string, processId: string, stepId: string) => ({ context: { store, execution: execution(id, processId), stepId } });
  expect(await portOf(at('e1', 'p1', 's1'))).toBe('out');
  expect(await portOf(at('e1', 'p1', 's2'))).toBe('out');
  expect(await portOf(at('e1', 'p2', 's1'))).toBe('out');
  const list = { memory: { of: 'list', list: 'orders' } };
  expect(await portOf(at('e1', 'p1', 's1'), list)).toBe('out');
  expect(await portOf(at('e2', 'p2', 's9'), list)).toBe('duplicate');
});

test('where duplicates are dropped they end here and the log tells how many', async () => {
  const store = memoryStore();
  await portOf({ context: { store, execution: execution('e1') } });
  const { emissions, log } = await runStep(
    implementation,
    { ...config, duplicates: 'drop' },
    { body, context: { store, execution: execution('e2') } },
  );
  expect(emissions).toEqual([]);
  expect(log).toEqual(['debug: Dropped so far: 1']);
});

test('a document without the key fails the step: it would count as the same as all others', async () => {
  const running = runStep(implementation, config, { body: Body.fromValue({}), context: { store: memoryStore() } });
  await expect(running).rejects.toMatchObject({ code: 'STEP_FAILED', place: { pointer: '/key' } });
});
