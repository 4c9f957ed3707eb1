import type { ExecutionState } from './outcomes.ts';
import { hasEnded } from './outcomes.ts';

/** A comment keeps proxies from closing a silent stream. */
const heartbeatMs = 15_000;

interface About {
  readonly executionId: string;
  readonly statusUrl: string;
}

/**
 * Server-sent events (WHATWG HTML §9.2) of an execution's states: `status` for each that differs from the one before, then `end`.
 * They say no more than the status URL does: what the process holds is for people who sign in.
 *
 * An id names the state that its event tells: who comes back with the last one is told only what is new since.
 */
export async function* statusEvents(
  about: About,
  states: AsyncIterable<ExecutionState>,
  lastEventId: string | undefined,
  now: () => number,
): AsyncGenerator<string, void, void> {
  let known = lastEventId;
  let quietSince = now();
  yield ': open\n\n';
  for await (const state of states) {
    const id = `${state.status}${state.hasReply ? '+reply' : ''}`;
    if (hasEnded(state.status)) {
      yield eventOf('end', id, about, state);
      return;
    }
    if (id !== known) yield eventOf('status', id, about, state);
    else if (now() - quietSince >= heartbeatMs) yield ': heartbeat\n\n';
    else continue;
    known = id;
    quietSince = now();
  }
}

function eventOf(event: string, id: string, about: About, { status, hasReply }: ExecutionState): string {
  return `event: ${event}\nid: ${id}\ndata: ${JSON.stringify({ ...about, status, replied: hasReply })}\n\n`;
}
