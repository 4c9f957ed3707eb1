import { WeftError } from '@weft/errors';
import { implementStep } from '@weft/step-kit/executor';
import { whenAll } from '../all-values.ts';
import { definition } from './definition.ts';

/** In characters; the message stands in lists of executions and in answers. */
const messageLengthMax = 1_000;

/** Tells the engine to end the execution. */
export const implementation = implementStep(definition, ({ as }, tools) => {
  if (as.outcome === 'succeeded') {
    return (_document, { end }) => {
      end?.();
      return undefined;
    };
  }
  const compose = tools.template(as.message, '/as/message');
  return (document, { execution, end }) =>
    whenAll([compose(document, execution)], ([composed = '']) => {
      end?.(new WeftError('RAISED', messageOf(composed.trim())));
      return undefined;
    });
});

function messageOf(composed: string): string {
  if (composed === '') return 'The process stopped as failed, without a message.';
  return composed.length > messageLengthMax ? `${composed.slice(0, messageLengthMax)} …` : composed;
}
