import { type Emission, implementStep } from '@weft/step-kit/executor';
import { conditionOf } from '../condition.ts';
import { definition } from './definition.ts';

const yes: Emission = { port: 'true' };
const no: Emission = { port: 'false' };

/** Sends the document on, as it is, where the condition says. */
export const implementation = implementStep(definition, ({ condition }, tools) => {
  const holds = conditionOf(condition, '/condition', tools);
  return (document, { execution }) => {
    const held = holds(document, execution);
    return held instanceof Promise ? held.then((late) => (late ? yes : no)) : held ? yes : no;
  };
});
