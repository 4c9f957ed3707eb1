import { implementStep, type StepContext } from '@weft/step-kit/executor';
import { droppedLines } from '../dropped-lines.ts';
import { sharedKey, storeOf } from '../shared-key.ts';
import { millisecondsOf } from '../time-span.ts';
import { definition } from './definition.ts';

/**
 * Claims the key for this document of this execution: of many that come at once one gets it, and gets it again when the
 * execution is taken up by another worker.
 */
export const implementation = implementStep(definition, ({ key: template, within, duplicates, memory }, tools) => {
  const key = tools.template(template, '/key');
  const windowMs = millisecondsOf(within);
  const dropped = droppedLines();
  const space = ({ execution, stepId }: StepContext): string =>
    memory.of === 'list' ? `seen:list:${memory.list}` : `seen:step:${execution.processId}:${stepId}`;

  return async (document, context) => {
    const { execution, signal } = context;
    const at = sharedKey(await key(document, execution), '/key');
    signal.throwIfAborted();
    const isFirst = await storeOf(context).claim(space(context), at, `${execution.id} ${document.id}`, windowMs);
    if (isFirst) return { port: 'out' };
    if (duplicates === 'port') return { port: 'duplicate' };
    dropped(context);
    return undefined;
  };
});
