import { Body } from '@weft/document';
import { createSandbox } from '@weft/sandbox';
import { afterAll, expect, test } from 'vitest';
import { type Given, runStep } from '../../test/run-step.ts';
import { implementation } from './executor.ts';

const sandbox = createSandbox({ processes: 1 });

afterAll(() => sandbox.close());

const run = (code: string, given: Given = {}, config: object = {}) =>
  runStep(implementation, { code, ...config }, given, { script: (source, limits) => sandbox.compile(source, limits) });

test('a script that returns nothing passes the document on as it is', async () => {
  const { emissions } = await run('input.body.a = 2;', { body: Body.fromValue({ a: 1 }) });
  expect(emissions).toEqual([{ port: 'out' }]);
});

test('null is a body, not nothing', async () => {
  const { emissions } = await run('return null;', { body: Body.fromValue({ a: 1 }) });
  expect(await emissions[0]?.body?.text()).toBe('null');
});

test('an object with more than a body and properties is the body itself', async () => {
  const { emissions } = await run('return { body: 1, properties: {}, id: 7 };');
  expect(await emissions[0]?.body?.value()).toEqual({ body: 1, properties: {}, id: 7 });
});

test('properties alone leave the body as it is, and keep those that are not named', async () => {
  const { emissions } = await run("return { properties: { a: 'x' } };", { properties: { a: 1, b: 2 } });
  expect(emissions).toEqual([{ port: 'out', properties: { a: 'x', b: 2 } }]);
});

test('the script sees the body, the properties, and the execution as expressions do', async () => {
  const code = 'return [input.body.a, input.properties.b, input.execution.param_id];';
  const given = { body: Body.fromText('<a>x</a>', 'application/xml'), properties: { b: true }, execution: { param_id: '7' } };
  const { emissions } = await run(code, given);
  expect(await emissions[0]?.body?.value()).toEqual(['x', true, '7']);
});

test('what the script writes to the console is in the log', async () => {
  const { log } = await run("console.warn('low', 3); return 1;");
  expect(log).toEqual(['warn: low 3']);
});

test.each(['[1]', "'x'", '{ a: [] }', '{ a: {} }'])('properties such as %s fail the step', async (properties) => {
  await expect(run(`return { properties: ${properties} };`)).rejects.toMatchObject({ code: 'SCRIPT_FAILED' });
});

test('a result cannot reach the prototypes of this process', async () => {
  await expect(run('return { properties: JSON.parse(\'{"__proto__":"x"}\') };')).rejects.toMatchObject({ code: 'SCRIPT_FAILED' });
  await run('return JSON.parse(\'{"__proto__":{"polluted":true}}\');');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('a script that never ends is stopped at its limit', async () => {
  await expect(run('for (;;) {}', {}, { timeoutMs: 50 })).rejects.toMatchObject({ code: 'SCRIPT_LIMIT' });
});
