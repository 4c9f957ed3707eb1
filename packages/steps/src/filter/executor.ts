import { type Emission, type ExecutionInfo, implementStep, type StepContext } from '@weft/step-kit/executor';
import { conditionOf } from '../condition.ts';
import { definition } from './definition.ts';

const kept: Emission = { port: 'out' };

/** Passes the document on, as it is, or ends its path. */
export const implementation = implementStep(definition, ({ condition }, tools) => {
  const holds = conditionOf(condition, '/condition', tools);
  const droppedIn = new WeakMap<ExecutionInfo, number>();

  function settle(held: boolean, { execution, log }: StepContext): Emission | undefined {
    if (held) return kept;
    const dropped = (droppedIn.get(execution) ?? 0) + 1;
    droppedIn.set(execution, dropped);
    if (isWorthALine(dropped)) log('debug', `Dropped so far: ${dropped}`, { dropped });
    return undefined;
  }

  return (document, context) => {
    const held = holds(document, context.execution);
    return held instanceof Promise ? held.then((late) => settle(late, context)) : settle(held, context);
  };
});

/** Each of the first ten, then ever fewer, so that a million dropped rows are 55 lines and not a million. */
function isWorthALine(count: number): boolean {
  return count % 10 ** Math.floor(Math.log10(count)) === 0;
}
