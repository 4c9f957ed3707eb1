import { setTimeout as pause } from 'node:timers/promises';
import type { LiveMessage } from '@weft/database';
import { WeftError } from '@weft/errors';
import { emptyTrace } from '@weft/process';
import type { EventSink } from '../http/event-stream.ts';
import type { ManagementServices } from '../services.ts';
import { findExecution } from './find-execution.ts';
import { hasEnded } from './has-ended.ts';

/** A record is written in batches, off the path of the call: a watcher may come before it. */
const recordPatienceMs = 5_000;
/** The record is looked at this often, in case a worker died and can push nothing any more. */
const lookEveryMs = 2_000;

/** @throws WeftError `NOT_FOUND` where it is not queued and no record appears within five seconds. */
export async function awaitExecution(
  services: Pick<ManagementServices, 'database' | 'environmentId' | 'internalToken'>,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const { database } = services;
  if ((await findExecution(services, id)) !== undefined) return;
  const until = performance.now() + recordPatienceMs;
  while ((await database.executions.get(id)) === undefined) {
    if (performance.now() >= until || signal.aborted) throw new WeftError('NOT_FOUND', `There is no execution with the id "${id}".`);
    await pause(50);
  }
}

/**
 * Sends `trace` (everything so far; again whenever a worker knows better), then `events` as they happen, then `end` with the
 * whole trace, and ends the stream.
 */
export async function watchExecution(
  { database }: Pick<ManagementServices, 'database'>,
  id: string,
  sink: EventSink,
): Promise<AsyncDisposable> {
  let ending = false;
  let heard = false;

  const look = async (): Promise<boolean> => {
    const execution = await database.executions.get(id);
    if (execution === undefined) return false;
    if (hasEnded(execution.status)) finish(execution.trace);
    return hasEnded(execution.status);
  };
  const finish = (trace: unknown): void => {
    sink.send({ event: 'end', data: trace });
    sink.end();
  };
  const pass = (message: LiveMessage): void => {
    heard = true;
    if (message.kind === 'trace') sink.send({ event: 'trace', data: message.trace });
    else sink.send({ event: 'events', data: message.events });
    const ended =
      message.kind === 'trace' ? hasEnded(message.trace.status) : message.events.some(({ kind }) => kind === 'execution.finished');
    if (ended && !ending) {
      ending = true;
      void settle().catch(() => sink.end());
    }
  };
  // The record follows the last event within a batch.
  const settle = async (): Promise<void> => {
    while (!sink.signal.aborted && !(await look())) await pause(50);
  };
  const watchOver = async (): Promise<void> => {
    while (!sink.signal.aborted && !ending) {
      await pause(lookEveryMs, undefined, { signal: sink.signal });
      await look();
    }
  };

  // From here on messages come, some before this has answered: whatever they call stands above.
  const subscription = await database.live.watch(id, pass);
  const stored = await database.executions.get(id);
  if (stored !== undefined && hasEnded(stored.status)) finish(stored.trace);
  // What a worker has sent meanwhile is newer.
  else if (!heard) sink.send({ event: 'trace', data: stored?.trace ?? emptyTrace });
  void watchOver().catch(() => {});
  return subscription;
}
