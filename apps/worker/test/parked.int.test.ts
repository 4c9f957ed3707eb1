import { describe, expect, test } from 'vitest';
import { inARow } from './processes.ts';
import { type Backend, type RunningWeft, startWeft, until } from './running-weft.ts';
import { sendOn } from './send-on.ts';

const busy = (ms: number) =>
  ['script', { code: `const end = Date.now() + ${ms}; while (Date.now() < end) {} return input.body;` }] as const;
const park = ['park', { reason: 'Order {{ body.id }} is odd' }] as const;

const post = (weft: RunningWeft, path: string, body: unknown) =>
  fetch(`${weft.url}/ws/rest/${path}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

describe.each<Backend>(['postgres', 'redis'])('a document that a step puts aside, on %s', (backend) => {
  test('is kept whole, the execution goes on without it, and it goes on from there within a moment when somebody sends it on', async () => {
    await using weft = await startWeft(backend);
    await weft.publish(inARow('orders', { aside: park, note: ['log', { level: 'info', message: 'sent on {{ body.id }}' }] }));
    const large = { id: 'A1', filler: 'x'.repeat(200_000) };
    expect((await post(weft, 'orders', large)).status).toBe(204);
    const [parked] = (await weft.database.parked.list({ limit: 9, open: true })).documents;
    expect(parked).toMatchObject({ reason: 'Order A1 is odd', stepId: 'aside', stepTitle: 'Park', port: 'out', processName: 'orders' });
    const began = Date.now();
    const executionId = await sendOn(weft, parked?.id ?? '', { stepId: 'aside', port: 'out' });
    // The round of the reconciler alone would take ten seconds.
    expect(Date.now() - began).toBeLessThan(5_000);
    const resumed = await weft.database.executions.get(executionId);
    expect(resumed).toMatchObject({ status: 'succeeded', trigger: 'resume', parentId: parked?.executionId });
    expect(resumed?.trace.log.map(({ message }) => message)).toEqual(['sent on A1']);
    expect(Object.keys(resumed?.trace.steps ?? {})).not.toContain('start');
  }, 60_000);

  test('is parked once although its worker died and it came to the step again', async () => {
    await using weft = await startWeft(backend, { workers: 0 });
    const file = inARow('orders', {
      fork: [
        'branch',
        {
          paths: [
            { id: 'a', title: 'a' },
            { id: 'b', title: 'b' },
          ],
        },
      ],
    });
    const placed = (type: string, config: object) => ({ type, version: 1, config: { ...config }, position: { x: 0, y: 0 } });
    const { processId } = await weft.publish({
      ...file,
      steps: { ...file.steps, aside: placed(...park), work: placed(...busy(1_500)) },
      links: [...file.links, { from: { step: 'fork', port: 'a' }, to: 'aside' }, { from: { step: 'fork', port: 'b' }, to: 'work' }],
    });
    const first = await weft.startWorker();
    const answered = post(weft, 'orders', { id: 'A1' });
    await until(async () => (await weft.database.parked.list({ limit: 9 })).documents.length === 1);
    await first.kill('SIGKILL');
    await weft.startWorker();
    expect((await answered).status).toBe(204);
    await until(async () => (await weft.database.executions.list({ limit: 9, processId })).executions[0]?.finishedAt !== undefined);
    const [execution] = (await weft.database.executions.list({ limit: 9, processId })).executions;
    expect(execution).toMatchObject({ attempt: 2, status: 'succeeded' });
    expect((await weft.database.parked.list({ limit: 9 })).documents).toHaveLength(1);
  }, 60_000);
});
