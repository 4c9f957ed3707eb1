import { Body } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { ProcessCall, ProcessCallResult } from '@weft/step-kit/executor';
import { expect, test } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { implementation } from './executor.ts';

function callee(result: () => ProcessCallResult) {
  const calls: ProcessCall[] = [];
  const call = async (request: ProcessCall): Promise<ProcessCallResult> => {
    calls.push(request);
    return result();
  };
  return { calls, call };
}

const body = Body.fromValue({ id: 7 });
const properties = { kept: 'yes' };

test('the process gets the document and the parameters, and its reply becomes the document', async () => {
  const reply = { status: 201, headers: {}, body: Body.fromValue('made') };
  const { calls, call } = callee(() => ({ executionId: 'e2', reply }));
  const config = { process: 'p2', parameters: [{ name: 'id', value: 'no. {{ body.id }}' }] };
  const { emissions } = await runStep(implementation, config, { body, properties, context: { call } });
  expect(calls).toEqual([{ processId: 'p2', document: { body, properties }, properties: { param_id: 'no. 7' }, wait: true }]);
  expect(emissions).toEqual([{ port: 'out', body: reply.body, properties: { kept: 'yes', call_execution: 'e2', call_status: 201 } }]);
});

test.each([true, false])('without a reply (waiting: %s) the document itself goes on', async (wait) => {
  const { calls, call } = callee(() => ({ executionId: 'e2' }));
  const { emissions, log } = await runStep(implementation, { process: 'p2', wait }, { body, properties, context: { call } });
  expect(calls[0]?.wait).toBe(wait);
  expect(emissions).toEqual([{ port: 'out', properties: { kept: 'yes', call_execution: 'e2' } }]);
  expect(log[0]).toContain('e2');
});

test('a failure of the called process is the failure of the step', async () => {
  const { call } = callee(() => {
    throw new WeftError('HTTP_STATUS', 'Failed in the called process.');
  });
  await expect(runStep(implementation, { process: 'p2' }, { body, context: { call } })).rejects.toMatchObject({ code: 'HTTP_STATUS' });
});

test('a parameter that cannot be computed calls nothing and names its field', async () => {
  const { calls, call } = callee(() => ({ executionId: 'e2' }));
  const config = {
    process: 'p2',
    parameters: [
      { name: 'a', value: 'x' },
      { name: 'b', value: '{{ body.id.x.y }}' },
    ],
  };
  await expect(runStep(implementation, config, { body: Body.fromValue({}), context: { call } })).rejects.toMatchObject({
    place: { pointer: '/parameters/1/value' },
  });
  expect(calls).toEqual([]);
});

test('no process and a parameter given twice are refused', () => {
  const { config } = implementation.definition;
  expect(config.safeParse({ process: '' }).error?.issues[0]?.message).toBe('Choose a process.');
  const twice = [
    { name: 'a', value: '' },
    { name: 'a', value: '' },
  ];
  expect(config.safeParse({ process: 'p', parameters: twice }).success).toBe(false);
});
