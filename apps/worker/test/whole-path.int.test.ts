import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { busy, echo, failing, hello, inARow, silent } from './processes.ts';
import { type Backend, type RunningWeft, startWeft, until } from './running-weft.ts';

const problemSchema = z.looseObject({ executionId: z.string(), detail: z.string() });
const waitingSchema = z.object({ executionId: z.string(), statusUrl: z.string(), status: z.string().optional() });

describe.each<Backend>(['postgres', 'redis'])('the path of a call on %s', (backend) => {
  let weft: RunningWeft;
  const call = (path: string, init?: RequestInit) => fetch(`${weft.url}/ws/rest/${path}`, init);

  const running = async () => (await weft.database.executions.list({ limit: 2, status: 'running' })).executions;
  const noneRuns = () => until(async () => (await running()).length === 0);
  const theRunning = async () => {
    await until(async () => (await running()).length === 1);
    return (await running())[0]?.id ?? '';
  };

  beforeAll(async () => {
    weft = await startWeft(backend);
    for (const file of [hello(), echo(), busy(1_500), silent(), failing()]) await weft.publish(file);
  });
  afterAll(() => weft[Symbol.asyncDispose]());

  test('a published process answers its callers, with parameters of path, query and body', async () => {
    const byPath = await call('demo/hello/ada');
    expect(byPath.status).toBe(200);
    expect(byPath.headers.get('x-execution-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await byPath.json()).toEqual({ hello: 'ada' });
    expect(await (await call('demo/hello/ada?name=Gr%C3%BC%C3%9Fe')).json()).toEqual({ hello: 'Grüße' });
    const posted = await call('demo/hello/ada', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"Bob"}',
    });
    expect(await posted.json()).toEqual({ hello: 'Bob' });
  });

  test('an execution is recorded with its steps, its documents and its end', async () => {
    const id = (await call('demo/hello/ada')).headers.get('x-execution-id') ?? '';
    await until(async () => (await weft.database.executions.get(id))?.status === 'succeeded');
    const recorded = await weft.database.executions.get(id);
    expect(recorded).toMatchObject({ trigger: 'http', attempt: 1, properties: { param_who: 'ada', inmethod: 'GET' } });
    expect(Object.keys(recorded?.trace.steps ?? {}).sort()).toEqual(['answer', 'greet', 'start']);
    expect(recorded?.trace.replied?.status).toBe(200);
  });

  test('bodies of any size come back byte for byte, and keep their content type', async () => {
    for (const bytes of [1, 70_000, 1_000_000, 9_000_000]) {
      const body = Buffer.alloc(bytes, 'weft 😀 ');
      const answer = await call('echo', { method: 'POST', headers: { 'content-type': 'text/x-weft' }, body });
      expect(answer.headers.get('content-type')).toBe('text/x-weft');
      expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true);
    }
  });

  test('two hundred calls at once are all answered, each with its own answer', async () => {
    const names = Array.from({ length: 200 }, (_, i) => `n${i}`);
    const answers = await Promise.all(names.map(async (name) => (await call(`demo/hello/${name}`)).json()));
    expect(answers).toEqual(names.map((name) => ({ hello: name })));
  });

  test('without a reply step the caller gets 204 when the execution has succeeded', async () => {
    const answer = await call('silent');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('x-execution-id')).not.toBeNull();
  });

  test('a failed execution answers with a problem that names the step and the execution', async () => {
    const answer = await call('failing');
    expect(answer.status).toBe(500);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const problem = problemSchema.parse(await answer.json());
    expect(problem).toMatchObject({ code: 'SCRIPT_FAILED', step: 'work', status: 500, executionId: answer.headers.get('x-execution-id') });
    expect(problem.detail).toContain('broken on purpose');
  });

  test('a caller who waits no longer gets 202, and the reply at the status URL when it has come', async () => {
    const answer = await call('busy', { headers: { prefer: 'wait=0' } });
    expect(answer.status).toBe(202);
    const { executionId, statusUrl } = waitingSchema.parse(await answer.json());
    expect(answer.headers.get('x-execution-id')).toBe(executionId);
    expect(answer.headers.get('location')).toBe(statusUrl);
    const early = await fetch(weft.url + statusUrl);
    expect(early.status).toBe(202);
    expect(waitingSchema.parse(await early.json()).status).toMatch(/^(queued|running)$/);
    await until(async () => (await fetch(weft.url + statusUrl)).status === 200);
    const late = await fetch(weft.url + statusUrl);
    expect(await late.json()).toEqual({ ms: 1_500 });
    expect((await fetch(`${weft.url}${statusUrl}x`)).status).toBe(404);
  });

  test('X-Max-Wait shortens the wait in milliseconds', async () => {
    const began = performance.now();
    expect((await call('busy', { headers: { 'x-max-wait': '200' } })).status).toBe(202);
    expect(performance.now() - began).toBeLessThan(1_400);
  });

  test('an execution goes on when its caller leaves, and appears as running meanwhile', async () => {
    await noneRuns();
    const leaving = new AbortController();
    const left = call('busy', { signal: leaving.signal }).catch(() => 'left');
    const id = await theRunning();
    leaving.abort();
    expect(await left).toBe('left');
    await until(async () => (await weft.database.executions.get(id))?.status === 'succeeded');
  });

  test('a running execution stops when it is cancelled, and its caller is told', async () => {
    await noneRuns();
    const answered = call('busy');
    const id = await theRunning();
    await weft.database.executions.requestCancel(id, 'test');
    const answer = await answered;
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ code: 'CANCELLED', executionId: id });
    await until(async () => (await weft.database.executions.get(id))?.status === 'cancelled');
  });

  test('a call whose version cannot be prepared fails clearly and is recorded', async () => {
    const { processId, versionId } = await weft.publish(inARow('unprepared', { note: ['log', { level: 'info', message: 'x' }] }));
    const version = await weft.database.versions.get(versionId);
    if (version === undefined) throw new Error('not published');
    const note = version.plan.steps['note'];
    if (note === undefined) throw new Error('no step');
    const plan = { ...version.plan, hash: 'f'.repeat(64), steps: { ...version.plan.steps, note: { ...note, type: 'no-such-type' } } };
    await weft.database.versions.publish({
      processId,
      file: version.file,
      plan,
      routes: [
        {
          protocol: 'rest',
          methods: ['GET'],
          path: 'unprepared',
          timeoutMs: 5_000,
          bodyBytesMax: 10,
          authentication: 'none',
          mode: 'general',
        },
      ],
      by: 'test',
      note: '',
    });
    await until(async () => (await call('unprepared')).status === 500);
    const answer = await call('unprepared');
    const problem = problemSchema.parse(await answer.json());
    expect(problem).toMatchObject({ code: 'PROCESS_INVALID', step: 'note' });
    await until(async () => (await weft.database.executions.get(problem.executionId))?.status === 'failed');
  });

  test('health and metrics are served, with what was called', async () => {
    expect((await fetch(`${weft.url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${weft.url}/metrics`)).text()).toMatch(
      /weft_calls_total\{method="GET",status="200",outcome="replied"\} \d+/,
    );
  });
});
