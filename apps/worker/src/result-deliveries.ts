import { describeReply, type ReplyShelf } from '@weft/call';
import { readableBody } from '@weft/call/internal-api';
import type { ExecutionSummary, Executions, ResultDeliveries, ResultDelivery } from '@weft/database';
import type { OutboundPost } from '@weft/outbound';
import type { Logger } from '@weft/telemetry';
import { type Rounds, startRounds } from './rounds.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** After each try that failed; then it is given up. A day together, as long as replies are kept. */
export const retryAfterMs = [
  10 * secondMs,
  30 * secondMs,
  minuteMs,
  5 * minuteMs,
  15 * minuteMs,
  hourMs,
  3 * hourMs,
  6 * hourMs,
  12 * hourMs,
] as const;

/** For so long no other worker sends what this one took; longer than a request may take. */
const leaseMs = minuteMs;
const atOnce = 50;

export interface ResultDeliveriesOptions {
  readonly results: Pick<ResultDeliveries, 'takeDue' | 'failed' | 'done'>;
  readonly executions: Pick<Executions, 'summary'>;
  readonly shelf: Pick<ReplyShelf, 'find'>;
  readonly post: Pick<OutboundPost, 'send'>;
  readonly retryAfterMs: readonly number[];
  readonly now: () => number;
  readonly everyMs: number;
  readonly log: Logger;
}

/**
 * Tells the programs that asked for it how their executions ended. Whoever is told may be told twice, where a worker dies between
 * the answer and the row: the id of the execution goes along as Idempotency-Key.
 */
export function startResultDeliveries(options: ResultDeliveriesOptions): Rounds {
  const { results, executions, shelf, post, now, log } = options;

  async function deliver(delivery: ResultDelivery): Promise<void> {
    const { executionId, url, tries } = delivery;
    const execution = await executions.summary(executionId);
    if (execution === undefined) return results.done(executionId);
    const headers = { 'content-type': 'application/json', 'x-execution-id': executionId, 'idempotency-key': executionId };
    const reason = await failureOf(post.send(url, headers, await resultOf(execution, shelf)));
    if (reason === undefined) return results.done(executionId);
    const waitMs = options.retryAfterMs[tries];
    // Of the address only what holds no secret: tokens stand behind the host.
    const fields = { executionId, host: new URL(url).host, tries: tries + 1, reason };
    if (waitMs === undefined) {
      log.error('result.given-up', fields);
      return results.done(executionId);
    }
    log.warn('result.not-delivered', fields);
    return results.failed(executionId, new Date(now() + waitMs));
  }

  return startRounds(async () => {
    try {
      const due = await results.takeDue(atOnce, leaseMs);
      const delivered = await Promise.allSettled(due.map(deliver));
      for (const result of delivered) if (result.status === 'rejected') log.warn('result.not-sent', { error: result.reason });
    } catch (error) {
      log.warn('results.not-looked-at', { error });
    }
  }, options.everyMs);
}

async function resultOf({ id, status, error }: ExecutionSummary, shelf: Pick<ReplyShelf, 'find'>): Promise<string> {
  const kept = await shelf.find(id);
  const described = kept === undefined ? undefined : await describeReply(kept);
  const result = { executionId: id, status, ...(error === undefined ? {} : { error }) };
  if (described === undefined) return JSON.stringify(result);
  const { base64, ...reply } = described;
  return JSON.stringify({ ...result, reply: { ...reply, body: readableBody(base64) } });
}

/** Why it did not arrive; undefined where it did. */
async function failureOf(sending: Promise<number>): Promise<string | undefined> {
  try {
    const status = await sending;
    return status >= 200 && status < 300 ? undefined : `answered with ${status}`;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
