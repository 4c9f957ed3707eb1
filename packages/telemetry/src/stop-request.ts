/** Resolves once, with the reason, when this process is asked to stop. */
export type StopReason = 'SIGINT' | 'SIGTERM' | 'parent-gone';

export interface StopRequestOptions {
  /** Also stop when standard input ends: whoever started this process holds the other end, and is gone. */
  readonly watchStdin: boolean;
}

/**
 * Waits for the request to stop. A second signal ends the process at once, for whoever does not want to wait for what still runs.
 */
export function stopRequested({ watchStdin }: StopRequestOptions): Promise<StopReason> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = (reason: StopReason) => {
      if (asked && reason !== 'parent-gone') process.exit(1);
      asked = true;
      resolve(reason);
    };
    process.on('SIGINT', () => ask('SIGINT'));
    process.on('SIGTERM', () => ask('SIGTERM'));
    if (!watchStdin) return;
    process.stdin.on('end', () => ask('parent-gone'));
    process.stdin.on('close', () => ask('parent-gone'));
    process.stdin.on('error', () => ask('parent-gone'));
    process.stdin.resume();
  });
}
