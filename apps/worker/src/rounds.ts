/** Work that is done over and over, one round at a time. */
export interface Rounds {
  /** A round now, or the one under way; resolves at its end. Rejects never. */
  run(): Promise<void>;
  /** Begins no further round and waits for the one under way. */
  close(): Promise<void>;
}

/** Does a round every so many milliseconds; one that takes longer is not overtaken. `round` must not reject. */
export function startRounds(round: () => Promise<void>, everyMs: number): Rounds {
  let underWay: Promise<void> | undefined;

  async function run(): Promise<void> {
    underWay ??= round().finally(() => {
      underWay = undefined;
    });
    await underWay;
  }

  const timer = setInterval(run, everyMs);
  return {
    run,
    close: async () => {
      clearInterval(timer);
      await underWay;
    },
  };
}
