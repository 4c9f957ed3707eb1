import type { ExecutionInfo, StepContext } from '@weft/step-kit/executor';

/** Says in the log how many documents a step has dropped: each of the first ten, then ever fewer, so that a million are 55 lines. */
export function droppedLines(): (context: Pick<StepContext, 'execution' | 'log'>) => void {
  const droppedIn = new WeakMap<ExecutionInfo, number>();
  return ({ execution, log }) => {
    const dropped = (droppedIn.get(execution) ?? 0) + 1;
    droppedIn.set(execution, dropped);
    if (dropped % 10 ** Math.floor(Math.log10(dropped)) === 0) log('debug', `Dropped so far: ${dropped}`, { dropped });
  };
}
