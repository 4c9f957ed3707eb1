import { expect, test } from 'vitest';
import { createGatewayMetrics, createWorkerMetrics } from './metrics.ts';

test('a gateway exposes its counters in the Prometheus text format, apart from those of another in the same process', async () => {
  const one = createGatewayMetrics();
  const other = createGatewayMetrics();
  one.calls.inc({ method: 'GET', status: '200', outcome: 'replied' });
  expect(one.contentType).toContain('text/plain');
  expect(await one.text()).toContain('weft_calls_total{method="GET",status="200",outcome="replied"} 1');
  expect(await other.text()).not.toContain('outcome="replied"');
});

test('a worker exposes what its executions came to', async () => {
  const metrics = createWorkerMetrics();
  metrics.executions.inc({ status: 'failed' });
  metrics.running.set(3);
  const text = await metrics.text();
  expect(text).toContain('weft_executions_total{status="failed"} 1');
  expect(text).toContain('weft_executions_running 3');
});
