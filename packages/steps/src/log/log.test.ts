import { expect, test } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { implementation } from './executor.ts';

test('the line has its level and the document goes on untouched', async () => {
  const { emissions, log } = await runStep(implementation, { level: 'warn', message: 'a {{ 1 + 1 }}' });
  expect(log).toEqual(['warn: a 2']);
  expect(emissions).toEqual([{ port: 'out' }]);
});

test('a line that is too long is cut', async () => {
  const { log } = await runStep(implementation, { message: "{{ 'x'.repeat(5000) }}" });
  expect(log[0]).toBe(`info: ${'x'.repeat(4000)} …`);
});
