import { Body } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { ProcessCall, ProcessCallResult } from '@weft/step-kit/executor';

/** Answers the examples as the processes that they call would. */
export async function exampleCall({ processId, properties, wait }: ProcessCall): Promise<ProcessCallResult> {
  if (processId === 'gone') throw new WeftError('NOT_FOUND', 'There is no process "gone".');
  const executionId = '0199a3c4-0000-7000-8000-000000000001';
  if (!wait) return { executionId };
  const body = Body.fromValue({ credit: 'good', for: properties['param_customerId'] });
  return { executionId, reply: { status: 200, headers: {}, body } };
}
