import type { Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import { type CompiledTemplate, type Emission, type ExecutionInfo, implementStep, type ProcessCallResult } from '@weft/step-kit/executor';
import { definition } from './definition.ts';

/** Calls for each document; what the execution is called by is the engine's. */
export const implementation = implementStep(definition, ({ process, wait, parameters }, tools) => {
  const values = parameters.map(({ name, value }, index) => ({ name, value: tools.template(value, `/parameters/${index}/value`) }));

  return async (document, { call, execution, log }) => {
    if (call === undefined) throw new WeftError('STEP_FAILED', 'Processes cannot be called here.');
    const { body, properties } = document;
    const result = await call({
      processId: process,
      document: { body, properties },
      properties: await rendered(values, document, execution),
      wait,
    });
    log('info', `${wait ? 'Called and ended' : 'Called'}: execution ${result.executionId}`, { executionId: result.executionId });
    return emissionOf(document, result);
  };
});

interface Parameter {
  readonly name: string;
  readonly value: CompiledTemplate;
}

async function rendered(parameters: readonly Parameter[], document: Document, execution: ExecutionInfo): Promise<Record<string, string>> {
  const entries: Array<[string, string]> = [];
  for (const { name, value } of parameters) entries.push([`param_${name}`, await value(document, execution)]);
  return Object.fromEntries(entries);
}

/** The reply; where there is none the document itself. */
function emissionOf({ properties }: Document, { executionId, reply }: ProcessCallResult): Emission {
  const called = { ...properties, call_execution: executionId };
  if (reply === undefined) return { port: 'out', properties: called };
  return { port: 'out', body: reply.body, properties: { ...called, call_status: reply.status } };
}
