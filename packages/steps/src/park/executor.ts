import { WeftError } from '@weft/errors';
import { implementStep } from '@weft/step-kit/executor';
import { definition } from './definition.ts';

/** In characters; a reason is a sentence in a list. */
const reasonLengthMax = 1_000;

/** Ends the way of the document here when it is safe; somebody lets it go on from the port, in an execution of its own. */
export const implementation = implementStep(definition, ({ reason }, tools) => {
  const text = tools.template(reason, '/reason');
  return async (document, { park, execution, log }) => {
    if (park === undefined) throw new WeftError('STEP_FAILED', 'Documents cannot be put aside here.');
    const rendered = (await text(document, execution)).replace(/\s+/g, ' ').trim();
    const sentence = rendered === '' ? 'No reason was given.' : rendered.slice(0, reasonLengthMax);
    await park({ document, reason: sentence, port: 'out' });
    log('info', `Put aside: ${sentence}`);
    return undefined;
  };
});
