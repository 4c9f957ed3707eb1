/** Whoever reported within this time counts as running (reports come every 5 s). */
const silenceMaxMs = 15_000;

export const liveness = {
  /** Reports before this moment no longer count. */
  since: (): Date => new Date(Date.now() - silenceMaxMs),
};
