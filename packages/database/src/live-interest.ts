/** What a watcher tells the workers, on the channel `weft_watch`: at the beginning, then again and again, so that whoever missed it hears of it. */
export interface Interest {
  readonly executionId: string;
  /** One watcher, so that several of one execution can end apart. */
  readonly watcher: string;
  /** Raised when the watcher may have missed something: for each episode it is owed the trace so far once. */
  readonly episode: number;
  readonly ended: boolean;
}

export const interestRepeatMs = 20_000;

/** A watcher that was killed is forgotten after this. */
export const interestMaxMs = 65_000;

export interface InterestSet {
  has(executionId: string): boolean;
  /** Returns whether the watcher is owed the trace so far. */
  note(interest: Interest, now: number): boolean;
  forget(before: number): void;
}

/** Who watches what, as a worker keeps it in memory. */
export function makeInterestSet(): InterestSet {
  const watchersOf = new Map<string, Map<string, { readonly episode: number; readonly heard: number }>>();

  function remove(executionId: string, watcher: string): void {
    const watchers = watchersOf.get(executionId);
    watchers?.delete(watcher);
    if (watchers?.size === 0) watchersOf.delete(executionId);
  }

  return {
    has: (executionId) => watchersOf.has(executionId),

    note({ executionId, watcher, episode, ended }, now) {
      if (ended) {
        remove(executionId, watcher);
        return false;
      }
      const watchers = watchersOf.get(executionId) ?? new Map();
      const owed = watchers.get(watcher)?.episode !== episode;
      watchersOf.set(executionId, watchers.set(watcher, { episode, heard: now }));
      return owed;
    },

    forget(before) {
      for (const [executionId, watchers] of watchersOf) {
        for (const [watcher, { heard }] of watchers) if (heard < before) remove(executionId, watcher);
      }
    },
  };
}
