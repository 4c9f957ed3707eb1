import type { ExecutionRecord } from '@weft/database';
import type { ProcessFile } from '@weft/process';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { endLeftBehind } from '../src/left-behind.ts';
import { inARow } from './processes.ts';
import { type Backend, type RunningWeft, startWeft, until } from './running-weft.ts';

type Steps = Parameters<typeof inARow>[1];

const reply = ['reply', { status: '200', contentType: 'application/json' }] as const;
const calling = (process: string, more: object = {}) => ['call-process', { process, ...more }] as const;
const busy = (ms: number) =>
  ['script', { code: `const end = Date.now() + ${ms}; while (Date.now() < end) {} return input.body;`, timeoutMs: 60_000 }] as const;
const greeting = ['map', { fields: [{ target: 'hello', expression: 'param_name' }] }] as const;

/** A process without an address, for others to call. */
function called(name: string, steps: Steps): ProcessFile {
  const file = inARow(name, steps);
  return { ...file, steps: { ...file.steps, start: { type: 'called-by-process', version: 1, config: {}, position: { x: 0, y: 0 } } } };
}

const executionsOf = async (weft: RunningWeft, processId: string) =>
  (await weft.database.executions.list({ limit: 50, processId })).executions;

const ended = async (weft: RunningWeft, id: string) => {
  await until(async () => (await weft.database.executions.get(id))?.finishedAt !== undefined);
  return weft.database.executions.get(id);
};

const untilRuns = async (weft: RunningWeft, processId: string, stepId: string): Promise<string> => {
  let id = '';
  await until(async () => {
    id = (await executionsOf(weft, processId))[0]?.id ?? '';
    return (await weft.database.executions.get(id))?.trace.steps[stepId] !== undefined;
  });
  return id;
};

const call = (weft: RunningWeft, path: string) =>
  fetch(`${weft.url}/ws/rest/${path}`, { method: 'POST', body: '{"id":7}', headers: { 'content-type': 'application/json' } });
const problemOf = async (answer: Response) =>
  z.looseObject({ executionId: z.string(), code: z.string(), detail: z.string() }).parse(await answer.json());

describe.each<Backend>(['postgres', 'redis'])('a step that calls a process, on %s', (backend) => {
  test('gets its reply, in an execution of its own that names the caller, on a worker with one place only', async () => {
    await using weft = await startWeft(backend, { env: { WEFT_WORKER_CONCURRENCY: '1' } });
    const inner = await weft.publish(called('inner', { greet: greeting, answer: reply }));
    const parameters = [{ name: 'name', value: '{{ param_name }}{{ body.id }}' }];
    const middle = await weft.publish(called('middle', { ask: calling(inner.processId, { parameters }), answer: reply }));
    await weft.publish(
      inARow('outer', { ask: calling(middle.processId, { parameters: [{ name: 'name', value: 'ada' }] }), answer: reply }),
    );
    const answer = await call(weft, 'outer');
    expect([answer.status, await answer.json()]).toEqual([200, { hello: 'ada7' }]);
    const outerId = answer.headers.get('x-execution-id') ?? '';
    const [child] = await executionsOf(weft, middle.processId);
    expect(child).toMatchObject({ parentId: outerId, trigger: 'process', status: 'succeeded', attempt: 1 });
    expect(await executionsOf(weft, inner.processId)).toMatchObject([{ parentId: child?.id }]);
    const { executions } = await weft.database.executions.list({ limit: 5, parentId: outerId });
    expect(executions.map(({ id }) => id)).toEqual([child?.id]);
  }, 60_000);

  test('keeps its own document where the called process does not reply', async () => {
    await using weft = await startWeft(backend);
    const quiet = await weft.publish(called('quiet', { note: ['log', { level: 'info', message: 'done' }] }));
    await weft.publish(inARow('outer', { ask: calling(quiet.processId), answer: reply }));
    expect(await (await call(weft, 'outer')).json()).toEqual({ id: 7 });
  }, 60_000);

  test('fails as the called process did, and tells in which execution', async () => {
    await using weft = await startWeft(backend);
    const failing = await weft.publish(called('failing', { work: ['script', { code: 'throw new Error("broken on purpose")' }] }));
    await weft.publish(inARow('outer', { ask: calling(failing.processId), answer: reply }));
    const answer = await call(weft, 'outer');
    const problem = await problemOf(answer);
    const [child] = await executionsOf(weft, failing.processId);
    expect(child).toMatchObject({ status: 'failed', error: { code: 'SCRIPT_FAILED' } });
    expect(problem.code).toBe('SCRIPT_FAILED');
    const { error } = (await ended(weft, problem.executionId)) ?? {};
    expect(error).toMatchObject({ stepId: 'ask', message: expect.stringContaining('"failing"') });
    expect(error?.message).toContain(child?.id);
  }, 60_000);

  test('says so where there is no such process, and where it is not published', async () => {
    await using weft = await startWeft(backend);
    const { processId } = await weft.publish(called('inner', { answer: reply }));
    await weft.publish(inARow('outer', { ask: calling(processId), answer: reply }));
    await weft.database.versions.unpublish(processId, 'test');
    const unpublished = await problemOf(await call(weft, 'outer'));
    expect((await ended(weft, unpublished.executionId))?.error).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('"inner" is not published'),
    });
    await weft.database.processes.delete(processId, 'test');
    const missing = await problemOf(await call(weft, 'outer'));
    expect((await ended(weft, missing.executionId))?.error).toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining(`no process "${processId}"`),
    });
  }, 60_000);

  test('ends a process that calls itself without an end', async () => {
    await using weft = await startWeft(backend);
    const id = 'endless';
    const file = inARow('outer', { ask: calling(id), answer: reply });
    await weft.publish(file, id);
    const problem = await problemOf(await call(weft, 'outer'));
    expect((await ended(weft, problem.executionId))?.error?.message).toContain('16 times in a row');
    expect(await executionsOf(weft, id)).toHaveLength(17);
  }, 60_000);

  test('cancels what it waits for when its own execution is cancelled', async () => {
    await using weft = await startWeft(backend);
    const slow = await weft.publish(called('slow', { work: busy(30_000), answer: reply }));
    await weft.publish(inARow('outer', { ask: calling(slow.processId), answer: reply }));
    const answered = call(weft, 'outer');
    const childId = await untilRuns(weft, slow.processId, 'work');
    const parentId = (await weft.database.executions.get(childId))?.parentId ?? '';
    await weft.database.executions.requestCancel(parentId, 'test');
    expect((await problemOf(await answered)).code).toBe('CANCELLED');
    expect(await ended(weft, childId)).toMatchObject({ status: 'cancelled' });
    expect(await ended(weft, parentId)).toMatchObject({ status: 'cancelled' });
  }, 60_000);

  test('goes on with the very execution that it called when its worker died, although the process is not published any more', async () => {
    await using weft = await startWeft(backend, { workers: 0 });
    const slow = await weft.publish(called('slow', { work: busy(1_500), answer: reply }));
    await weft.publish(inARow('outer', { ask: calling(slow.processId), answer: reply }));
    const first = await weft.startWorker();
    const answered = call(weft, 'outer');
    const childId = await untilRuns(weft, slow.processId, 'work');
    await first.kill('SIGKILL');
    await weft.database.versions.unpublish(slow.processId, 'test');
    await weft.startWorker();
    expect(await (await answered).json()).toEqual({ id: 7 });
    expect(await executionsOf(weft, slow.processId)).toMatchObject([{ id: childId, status: 'succeeded', attempt: 2 }]);
  }, 60_000);

  test('does not run what had ended again when its worker died: the result is used once more, although the process is gone', async () => {
    await using weft = await startWeft(backend, { workers: 0 });
    const inner = await weft.publish(called('inner', { greet: greeting, answer: reply }));
    const parameters = [{ name: 'name', value: 'ada' }];
    const outer = await weft.publish(inARow('outer', { ask: calling(inner.processId, { parameters }), work: busy(1_500), answer: reply }));
    const first = await weft.startWorker();
    const answered = call(weft, 'outer');
    await untilRuns(weft, outer.processId, 'work');
    await first.kill('SIGKILL');
    await weft.database.processes.delete(inner.processId, 'test');
    await weft.startWorker();
    expect(await (await answered).json()).toEqual({ hello: 'ada' });
    expect(await executionsOf(weft, inner.processId)).toMatchObject([{ status: 'succeeded', attempt: 1 }]);
  }, 60_000);

  test('without waiting goes on at once and calls exactly once, also when its worker dies', async () => {
    await using weft = await startWeft(backend, { workers: 0 });
    const inner = await weft.publish(called('inner', { note: ['log', { level: 'info', message: 'got {{ body.id }}' }] }));
    const outer = await weft.publish(inARow('outer', { ask: calling(inner.processId, { wait: false }), work: busy(1_500), answer: reply }));
    const first = await weft.startWorker();
    const answered = call(weft, 'outer');
    const outerId = await untilRuns(weft, outer.processId, 'work');
    await first.kill('SIGKILL');
    await weft.startWorker();
    expect(await (await answered).json()).toEqual({ id: 7 });
    const [child] = await executionsOf(weft, inner.processId);
    const record = await ended(weft, child?.id ?? '');
    expect(record).toMatchObject({ status: 'succeeded', parentId: outerId });
    expect(record?.trace.log.map(({ message }) => message)).toEqual(['got 7']);
    expect(await executionsOf(weft, inner.processId)).toHaveLength(1);
  }, 60_000);
});

test('what an execution left behind ends when it has ended itself, what goes on by itself does not', async () => {
  await using weft = await startWeft('postgres', { workers: 0 });
  const { executions, inbox } = weft.database;
  const record = (id: string, parentId: string): ExecutionRecord => ({
    ...{ id, parentId, environmentId: 'production', processId: 'p', versionId: 'v' },
    ...{ acceptedAt: new Date(), properties: {}, attempt: 1 },
    trigger: 'process',
    mode: 'general',
    trace: { status: 'running', attempt: 1, steps: {}, documents: [], log: [], dropped: { documents: 0, log: 0 } },
  });
  await executions.record([record('child', 'gone'), record('grandchild', 'child'), record('free', 'gone')]);
  await inbox.accept([{ executionId: 'free', job: '{}' }]);
  await endLeftBehind(executions, 'gone');
  const statuses = await Promise.all(['child', 'grandchild', 'free'].map(async (id) => (await executions.get(id))?.status));
  expect(statuses).toEqual(['cancelled', 'cancelled', 'running']);
});
