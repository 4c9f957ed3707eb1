import type { Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import { type ExecutionInfo, implementStep } from '@weft/step-kit/executor';
import { whenAll } from '../all-values.ts';
import { conditionOf } from '../condition.ts';
import { definition } from './definition.ts';
import { isUnconditional } from './is-unconditional.ts';

/** In characters; the message stands in lists of executions and in answers. */
const messageLengthMax = 1_000;

/** Throws `RAISED`, or passes the document on where the condition does not hold. */
export const implementation = implementStep(definition, ({ message, status, condition }, tools) => {
  const text = tools.template(message, '/message');
  const raise = (document: Document, execution: ExecutionInfo) =>
    whenAll([text(document, execution)], ([composed = '']) => fail(composed, status));
  if (isUnconditional(condition)) return (document, { execution }) => raise(document, execution);
  const holds = conditionOf(condition, '/condition', tools);
  return (document, { execution }) =>
    whenAll([holds(document, execution)], ([held]) => (held ? raise(document, execution) : { port: 'out' as const }));
});

function fail(composed: string, status: number): never {
  const message = composed.trim();
  if (message === '') throw new WeftError('RAISED', 'The process raised an error without a message.', { status });
  throw new WeftError('RAISED', message.length > messageLengthMax ? `${message.slice(0, messageLengthMax)} …` : message, { status });
}
