import { type Emission, implementStep, type StepContext } from '@weft/step-kit/executor';
import { conditionOf } from '../condition.ts';
import { droppedLines } from '../dropped-lines.ts';
import { definition } from './definition.ts';

const kept: Emission = { port: 'out' };

/** Passes the document on, as it is, or ends its path. */
export const implementation = implementStep(definition, ({ condition }, tools) => {
  const holds = conditionOf(condition, '/condition', tools);
  const dropped = droppedLines();

  function settle(held: boolean, context: StepContext): Emission | undefined {
    if (held) return kept;
    dropped(context);
    return undefined;
  }

  return (document, context) => {
    const held = holds(document, context.execution);
    return held instanceof Promise ? held.then((late) => settle(late, context)) : settle(held, context);
  };
});
