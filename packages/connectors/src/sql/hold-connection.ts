import type { Duplex } from 'node:stream';
import { cancellationOf, WeftError } from '@weft/errors';
import { resultBytesMax } from './rows.ts';
import type { TransactionLimits } from './sql-client.ts';

/** A connection of a pool, lent to one piece of work. */
export interface LentConnection {
  /** What the answers come through. */
  readonly stream: Duplex;
  /** Asks the server to stop what this connection is doing. */
  cancel(): void;
  /** Gives it back; a broken one is closed instead. */
  release(broken: boolean): void;
  /** Anything that was thrown, as a WeftError. */
  failure(thrown: unknown): WeftError;
}

export type Stop = (reason: WeftError) => void;

/**
 * Does work on a connection under limits, and gives the connection back. Whatever ends it early (time-out, abort, too many
 * rows or bytes) cancels it in the database, and then the connection is closed: a late cancel must not hit its next user.
 */
export async function holding<T>(
  lent: LentConnection,
  { signal, timeoutMs }: Pick<TransactionLimits, 'signal' | 'timeoutMs'>,
  work: (stop: Stop) => Promise<T>,
): Promise<T> {
  let broken = false;
  const stopped = Promise.withResolvers<never>();
  const stop: Stop = (reason) => {
    if (broken) return;
    broken = true;
    lent.cancel();
    stopped.reject(reason);
  };
  const bytes = watchBytes(lent.stream, stop);
  const onAbort = (): void => stop(cancelled(signal));
  const timer = setTimeout(() => stop(tookTooLong(timeoutMs)), timeoutMs);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal.aborted) onAbort();
    return await Promise.race([work(stop), stopped.promise]);
  } catch (thrown) {
    const failure = lent.failure(thrown);
    broken ||= failure.code === 'CONNECTION_FAILED';
    throw failure;
  } finally {
    clearTimeout(timer);
    bytes.end();
    signal.removeEventListener('abort', onAbort);
    lent.release(broken);
  }
}

export interface ByteWatch {
  /** Counts from nothing again: what came so far is not in memory any more. */
  restart(): void;
  end(): void;
}

/** Breaks the connection off where more arrives than one result may hold: what is on the way would be gathered in memory. */
export function watchBytes(stream: Duplex, stop: Stop): ByteWatch {
  let bytes = 0;
  const count = (chunk: Buffer): void => {
    bytes += chunk.byteLength;
    if (bytes <= resultBytesMax) return;
    stop(new WeftError('BODY_TOO_LARGE', `The statement brings more than the ${resultBytesMax} bytes allowed.`, { status: 502 }));
    stream.destroy();
  };
  stream.on('data', count);
  return {
    restart: () => {
      bytes = 0;
    },
    end: () => stream.off('data', count),
  };
}

/** The error of a statement whose time is up. */
export function tookTooLong(timeoutMs: number): WeftError {
  return new WeftError('TIMEOUT', `The statement did not end within ${timeoutMs} ms and was cancelled.`);
}

/** Why a signal ended a statement, or the waiting for a connection. */
export function cancelled(signal: AbortSignal): WeftError {
  return cancellationOf(signal, 'The statement was cancelled.');
}

/** A connection of a pool, or an end to the waiting for one; then the connection goes back to the pool when it comes. */
export async function takeConnection<C>(taking: Promise<C>, signal: AbortSignal, giveBack: (late: C) => void): Promise<C> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(cancelled(signal));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal.aborted) onAbort();
    return await Promise.race([taking, aborted.promise]);
  } catch (thrown) {
    taking.then(giveBack, () => {});
    throw thrown;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
