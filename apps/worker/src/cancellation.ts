/** Tells executions that run here that somebody wants them to end. */
export interface Cancellation {
  /** To be disposed of when the execution has ended here, or has left. */
  begin(executionId: string): CancellableRun;
  /** False where it does not run here; should it be taken up here later, it ends at once. */
  cancel(executionId: string): boolean;
}

interface CancellableRun extends Disposable {
  readonly signal: AbortSignal;
  cancel(): void;
}

/** Cancellations that are remembered for executions which are taken up later. */
const rememberedMax = 10_000;

/** Every worker hears every cancellation; the one that takes the execution up later must know of it. */
export function createCancellation(): Cancellation {
  const running = new Map<string, AbortController>();
  const remembered = new Set<string>();
  return {
    begin: (executionId) => {
      const controller = new AbortController();
      running.set(executionId, controller);
      if (remembered.has(executionId)) controller.abort();
      return {
        signal: controller.signal,
        cancel: () => controller.abort(),
        // One that has just been put aside may already run here again.
        [Symbol.dispose]: () => {
          if (running.get(executionId) === controller) running.delete(executionId);
        },
      };
    },
    cancel: (executionId) => {
      remembered.add(executionId);
      const [oldest] = remembered;
      if (remembered.size > rememberedMax && oldest !== undefined) remembered.delete(oldest);
      const controller = running.get(executionId);
      controller?.abort();
      return controller !== undefined;
    },
  };
}
