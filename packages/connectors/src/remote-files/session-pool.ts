import { cancellationOf, WeftError } from '@weft/errors';
import type { FileSession, FilesClient } from './session.ts';

export interface SessionPoolOptions {
  readonly server: string;
  /** Signs in. The signal ends the trying. */
  readonly open: (signal: AbortSignal) => Promise<FileSession>;
  readonly sessionsMax: number;
  /** In milliseconds: how long work waits for a session to become free. */
  readonly waitMs: number;
}

/** In milliseconds: a session that was idle for longer is asked whether it still stands before it is used again. */
const trustedMs = 2_000;
/** In milliseconds: servers count sessions, so those that nobody needs are given back. */
const idleMs = 30_000;

/** Opens sessions as they are needed, at most `sessionsMax`, and uses them again. */
export function openSessionPool({ server, open, sessionsMax, waitMs }: SessionPoolOptions): FilesClient {
  const idle: { readonly session: FileSession; readonly since: number }[] = [];
  const waiting: (() => void)[] = [];
  const closing = new AbortController();
  let lent = 0;

  async function takePlace(signal: AbortSignal): Promise<void> {
    if (lent < sessionsMax) {
      lent += 1;
      return;
    }
    const turn = Promise.withResolvers<void>();
    waiting.push(turn.resolve);
    const ended = AbortSignal.any([signal, AbortSignal.timeout(waitMs)]);
    const giveUp = (): void => {
      const at = waiting.indexOf(turn.resolve);
      if (at === -1) return;
      waiting.splice(at, 1);
      turn.reject(
        signal.aborted
          ? cancellationOf(signal)
          : new WeftError('TIMEOUT', `No session with ${server} became free within ${waitMs} ms. The connection allows ${sessionsMax}.`, {
              retryable: true,
            }),
      );
    };
    ended.addEventListener('abort', giveUp, { once: true });
    try {
      await turn.promise;
    } finally {
      ended.removeEventListener('abort', giveUp);
    }
  }

  function leavePlace(): void {
    const next = waiting.shift();
    if (next === undefined) lent -= 1;
    else next();
  }

  async function takeSession(signal: AbortSignal): Promise<FileSession> {
    for (let known = idle.pop(); known !== undefined; known = idle.pop()) {
      const { session, since } = known;
      if (session.closed) continue;
      if (Date.now() - since < trustedMs || (await stands(session))) return session;
      session.close();
    }
    return open(AbortSignal.any([signal, closing.signal]));
  }

  const sweep = setInterval(() => {
    while (idle[0] !== undefined && Date.now() - idle[0].since > idleMs) idle.shift()?.session.close();
  }, idleMs / 2).unref();

  return {
    server,
    async use(signal, work) {
      if (signal.aborted) throw cancellationOf(signal);
      if (closing.signal.aborted)
        throw new WeftError('CONNECTION_FAILED', `The connection to ${server} has been closed.`, { retryable: true });
      await takePlace(signal);
      let session: FileSession | undefined;
      const onAbort = (): void => session?.close();
      signal.addEventListener('abort', onAbort, { once: true });
      closing.signal.addEventListener('abort', onAbort, { once: true });
      let fine = false;
      try {
        session = await takeSession(signal);
        if (signal.aborted) throw cancellationOf(signal);
        const result = await work(session);
        fine = true;
        return result;
      } catch (thrown) {
        if (signal.aborted) throw cancellationOf(signal);
        // After these the session is at rest; after anything else nobody knows what the server will say next.
        fine = thrown instanceof WeftError && atRest.has(thrown.code);
        throw thrown;
      } finally {
        signal.removeEventListener('abort', onAbort);
        closing.signal.removeEventListener('abort', onAbort);
        if (session !== undefined) {
          if (fine && !session.closed && !closing.signal.aborted) idle.push({ session, since: Date.now() });
          else session.close();
        }
        leavePlace();
      }
    },
    async close() {
      clearInterval(sweep);
      closing.abort();
      for (const { session } of idle.splice(0)) session.close();
    },
  };
}

const atRest: ReadonlySet<string> = new Set(['NOT_FOUND', 'CONFLICT', 'CONFIG_INVALID', 'STEP_FAILED']);

async function stands(session: FileSession): Promise<boolean> {
  try {
    await session.ping();
    return true;
  } catch {
    return false;
  }
}
