import { implementStep } from '@weft/step-kit/executor';
import { whenAll } from '../all-values.ts';
import { definition } from './definition.ts';

/** In characters; a log is for people, a body belongs to the documents that are recorded. */
const messageLengthMax = 4_000;

/** Writes the line and passes the document on. */
export const implementation = implementStep(definition, ({ level, message }, tools) => {
  const text = tools.template(message, '/message');
  return (document, context) =>
    whenAll([text(document, context.execution)], ([line = '']) => {
      context.log(level, line.length > messageLengthMax ? `${line.slice(0, messageLengthMax)} …` : line);
      return { port: 'out' };
    });
});
