/** What a watcher tells the workers, on the channel `weft_watch`. */
export interface Interest {
  readonly executionId: string;
  /** One watcher, so that several of one execution can end apart. */
  readonly watcher: string;
  /** `new`: send the trace so far. `still`: repeated so that workers which come later hear of it. `end`: no more. */
  readonly state: 'new' | 'still' | 'end';
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
  const lastHeard = new Map<string, Map<string, number>>();
  return {
    has: (executionId) => lastHeard.has(executionId),

    note({ executionId, watcher, state }, now) {
      const watchers = lastHeard.get(executionId) ?? new Map<string, number>();
      const known = watchers.has(watcher);
      if (state === 'end') watchers.delete(watcher);
      else watchers.set(watcher, now);
      if (watchers.size === 0) lastHeard.delete(executionId);
      else lastHeard.set(executionId, watchers);
      return state === 'new' || (state === 'still' && !known);
    },

    forget(before) {
      for (const [executionId, watchers] of lastHeard) {
        for (const [watcher, heard] of watchers) if (heard < before) watchers.delete(watcher);
        if (watchers.size === 0) lastHeard.delete(executionId);
      }
    },
  };
}
