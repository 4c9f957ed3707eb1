import type { Document } from '@weft/document';
import { codes, WeftError } from '@weft/errors';
import type { ExecutionError } from '@weft/process';
import type { GraphStep } from './plan-graph.ts';

/** How long steps that were told to stop are waited for before the execution ends without them. Milliseconds. */
export const graceMs = 5_000;

/** Anything a step threw, as an error that names the step and the document. What no step should throw becomes `STEP_FAILED`. */
export function failureOf(step: GraphStep, document: Document, thrown: unknown): WeftError {
  return asWeftError(step, thrown).at({ stepId: step.id, stepTitle: step.title, documentId: document.id });
}

function asWeftError(step: GraphStep, thrown: unknown): WeftError {
  if (thrown instanceof WeftError) return thrown;
  const detail = thrown instanceof Error ? (thrown.stack ?? thrown.message) : `thrown: ${describe(thrown)}`;
  return new WeftError(
    'STEP_FAILED',
    `The step "${step.title}" failed in a way it did not foresee. The log of the server has the details.`,
    {
      detail,
      cause: thrown,
    },
  );
}

/** For a step that sent a document where it has no port. */
export function unknownPort(step: GraphStep, port: string): WeftError {
  const ports = step.ports.map((known) => `"${known.id}"`).join(', ');
  const has = ports === '' ? 'It has no ports.' : `It has ${ports}.`;
  return new WeftError('STEP_FAILED', `The step "${step.title}" sent a document to the port "${port}", which it does not have. ${has}`);
}

/** For a step that returned something that is no emission. */
export function notAnEmission(step: GraphStep, value: unknown): WeftError {
  return new WeftError(
    'STEP_FAILED',
    `The step "${step.title}" gave ${describe(value)} where a document for one of its ports was expected.`,
  );
}

/** What people may see of an error. */
export function executionError(error: WeftError): ExecutionError {
  const { stepId, documentId, pointer } = error.place ?? {};
  const isChosen = error.code === 'RAISED' && error.status !== codes.RAISED.status;
  return {
    code: error.code,
    message: error.message,
    ...(stepId === undefined ? {} : { stepId }),
    ...(documentId === undefined ? {} : { documentId }),
    ...(pointer === undefined ? {} : { pointer }),
    ...(isChosen ? { status: error.status } : {}),
  };
}

/** Never the content: it may be a secret. */
function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object without a port' : `a ${typeof value}`;
}
