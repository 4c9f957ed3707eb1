import { setTimeout as pause } from 'node:timers/promises';
import type { ReplyShelf } from '@weft/call';
import { type PurgedKind, purgedKinds, type Retention } from '@weft/database';
import type { DiskBlobStore } from '@weft/document/disk';
import type { Logger, WorkerMetrics } from '@weft/telemetry';
import { type Rounds, startRounds } from '../rounds.ts';
import { cutoffs, type RetentionPolicy, strayBodiesBefore } from './retention-policy.ts';

/** Rows in one transaction: nobody waits long for one of them, and what is done stays done. */
const batchRows = 1_000;
/** Folders are looked through less often than tables. */
const foldersEveryMs = 3_600_000;

export interface RetentionOptions {
  readonly retention: Retention;
  /** Replies that nobody has fetched. */
  readonly shelf: Pick<ReplyShelf, 'purge'>;
  readonly blobs: Pick<DiskBlobStore, 'delete' | 'olderThan'>;
  readonly policy: RetentionPolicy;
  readonly now: () => number;
  readonly everyMs: number;
  readonly metrics: Pick<WorkerMetrics, 'purged' | 'purgeSeconds'>;
  readonly log: Logger;
}

/**
 * Removes what has had its time, batch by batch, until nothing of it is left; one worker at a time does it. It rests after each
 * batch for as long as the batch took, so that it never takes more than half of one connection.
 */
export function startRetention(options: RetentionOptions): Rounds {
  const { retention, everyMs, metrics, log } = options;
  const closing = new AbortController();
  let foldersAt = 0;

  const rounds = startRounds(async () => {
    const began = performance.now();
    const removed: Record<string, number> = {};
    const count = (kind: string, n: number): void => {
      if (n === 0) return;
      removed[kind] = (removed[kind] ?? 0) + n;
      metrics.purged.inc({ kind }, n);
    };
    try {
      const isMine = await retention.alone(async () => {
        const before = await cutoffs(options.policy, retention, options.now());
        for (const kind of purgedKinds) await purgeKind(options, kind, before[kind], closing.signal, count);
        if (options.now() < foldersAt || closing.signal.aborted) return;
        foldersAt = options.now() + foldersEveryMs;
        count('replies', await options.shelf.purge());
        count('stray-bodies', await removeStrayBodies(options, closing.signal));
      });
      if (isMine) metrics.purgeSeconds.observe((performance.now() - began) / 1_000);
      if (Object.keys(removed).length > 0) log.info('retention.purged', { ...removed, ms: Math.round(performance.now() - began) });
    } catch (error) {
      log.warn('retention.failed', { ...removed, error });
    }
  }, everyMs);

  return {
    run: rounds.run,
    close: async () => {
      closing.abort();
      await rounds.close();
    },
  };
}

async function purgeKind(
  { retention, blobs }: RetentionOptions,
  kind: PurgedKind,
  before: Date,
  signal: AbortSignal,
  count: (kind: string, n: number) => void,
): Promise<void> {
  while (!signal.aborted) {
    const began = performance.now();
    const purged = await retention.purge(kind, before, batchRows);
    for (const key of purged.blobs) await blobs.delete(key);
    count(kind, purged.rows);
    count('bodies', purged.blobs.length);
    if (purged.rows < batchRows) return;
    await pause(performance.now() - began, undefined, { signal }).catch(() => undefined);
  }
}

/** Bodies that nothing names any more: of calls that were cancelled in the queue, of workers that died. Returns how many. */
async function removeStrayBodies({ retention, blobs, policy, now }: RetentionOptions, signal: AbortSignal): Promise<number> {
  let removed = 0;
  let named: ReadonlySet<string> | undefined;
  for await (const key of blobs.olderThan(await strayBodiesBefore(policy, retention, now()))) {
    if (signal.aborted) break;
    named ??= await retention.namedBlobs();
    if (named.has(key)) continue;
    await blobs.delete(key);
    removed += 1;
  }
  return removed;
}
