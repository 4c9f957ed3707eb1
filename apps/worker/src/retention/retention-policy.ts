import type { PurgedKind, Retention } from '@weft/database';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** What refuses late writes of ended executions, answers repeated requests, or told workers of a cancellation. */
const shortMs = dayMs;

/** How long what executions leave behind is kept. */
export interface RetentionPolicy {
  /** Ended executions, resolved parked documents and tried drafts. */
  readonly keepDays: number;
  /** Executions at most, the newest; 0 is no limit. */
  readonly keepExecutions: number;
  readonly keepAuditDays: number;
}

/** Before when each kind goes. */
export async function cutoffs(
  { keepDays, keepExecutions, keepAuditDays }: RetentionPolicy,
  retention: Pick<Retention, 'newestSince'>,
  now: number,
): Promise<Readonly<Record<PurgedKind, Date>>> {
  const old = new Date(now - keepDays * dayMs);
  const newest = keepExecutions === 0 ? undefined : await retention.newestSince(keepExecutions);
  const short = new Date(now - shortMs);
  return {
    executions: newest !== undefined && newest > old ? newest : old,
    'cancel-requests': short,
    'tried-versions': old,
    journals: short,
    'idempotency-keys': short,
    'parked-documents': old,
    'shared-values': new Date(now),
    'audit-entries': new Date(now - keepAuditDays * dayMs),
    sessions: new Date(now),
  };
}

/** A body that nothing names may be of a call that waits in the queue. After this long it is of none. */
const strayMs = 7 * dayMs;

/** Before when bodies go that nothing names: nothing that goes on was accepted then. */
export async function strayBodiesBefore(
  { keepDays }: RetentionPolicy,
  retention: Pick<Retention, 'oldestUnfinished'>,
  now: number,
): Promise<Date> {
  const before = now - strayMs;
  const unfinished = (await retention.oldestUnfinished())?.getTime();
  // A record whose end was never written must not keep bodies for ever.
  const isForgotten = unfinished !== undefined && unfinished < now - (keepDays + 7) * dayMs;
  // A body is there before its call is accepted, by the time that it took to arrive.
  return new Date(unfinished === undefined || isForgotten ? before : Math.min(before, unfinished - hourMs));
}
