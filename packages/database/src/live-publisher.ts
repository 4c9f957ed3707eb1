import { setTimeout as delay } from 'node:timers/promises';
import type { ExecutionTrace, TraceEvent } from '@weft/process';
import type pg from 'pg';
import type { LiveMessage, LivePublisher } from './contract.ts';
import { newId } from './id.ts';
import type { Listener } from './listener.ts';
import { liveChannel, toFrames } from './live-frame.ts';
import { type Interest, interestMaxMs, interestRepeatMs, makeInterestSet } from './live-interest.ts';
import { channels, notify } from './notify.ts';

interface Outgoing {
  readonly executionId: string;
  readonly message: LiveMessage;
}

/** Frames sent by one statement. */
const framesMax = 200;
const retryMs = 500;

/** The worker's side of live watching. */
export async function makeLivePublisher(
  { pool, listener }: { readonly pool: pg.Pool; readonly listener: Listener },
  traceSoFar: (executionId: string) => ExecutionTrace | undefined,
): Promise<LivePublisher> {
  const id = newId();
  const interests = makeInterestSet();
  let queue: Outgoing[] = [];
  let sending: Promise<void> | undefined;
  let messageNumber = 0;
  let closed = false;

  function send(outgoing: Outgoing): void {
    queue.push(outgoing);
    // After this turn of the event loop: events of one moment travel together.
    sending ??= new Promise<void>((settle) => setImmediate(settle)).then(drain).finally(() => {
      sending = undefined;
    });
  }

  /** One statement after the other, so that what is published first arrives first. */
  async function drain(): Promise<void> {
    while (queue.length > 0) {
      const batch = joinNeighbours(queue);
      queue = [];
      try {
        await sendBatch(batch);
      } catch {
        if (closed) return;
        await delay(retryMs);
        // Something was lost, so those who watch get everything again.
        for (const executionId of new Set(batch.map((outgoing) => outgoing.executionId))) queueTrace(executionId);
      }
    }
  }

  async function sendBatch(batch: readonly Outgoing[]): Promise<void> {
    const frames = batch.flatMap(({ executionId, message }) => {
      const channel = liveChannel(executionId);
      return toFrames(id, messageNumber++, message).map((text) => ({ channel, text }));
    });
    for (let start = 0; start < frames.length; start += framesMax) {
      const some = frames.slice(start, start + framesMax);
      await pool.query('SELECT pg_notify(channel, text) FROM unnest($1::text[], $2::text[]) AS frame(channel, text)', [
        some.map((frame) => frame.channel),
        some.map((frame) => frame.text),
      ]);
    }
  }

  function queueTrace(executionId: string): void {
    const trace = interests.has(executionId) ? traceSoFar(executionId) : undefined;
    if (trace === undefined) return;
    // It holds all that is waiting to be sent.
    queue = queue.filter((outgoing) => outgoing.executionId !== executionId);
    send({ executionId, message: { kind: 'trace', trace } });
  }

  function hear(payload: string): void {
    const interest: Interest = JSON.parse(payload);
    if (interests.note(interest, Date.now())) queueTrace(interest.executionId);
  }

  const ask = (): Promise<void> => notify(pool, channels.watchAsk);
  const watching = await listener.subscribe(channels.watch, { receive: hear, reconnected: () => void ask().catch(() => undefined) });
  await ask();
  const forgetting = setInterval(() => interests.forget(Date.now() - interestMaxMs), interestRepeatMs);
  forgetting.unref();

  return {
    isWatched: (executionId) => interests.has(executionId),

    publish(executionId, events) {
      if (!closed && events.length > 0 && interests.has(executionId)) send({ executionId, message: { kind: 'events', events } });
    },

    async [Symbol.asyncDispose]() {
      clearInterval(forgetting);
      await watching[Symbol.asyncDispose]();
      closed = true;
      await sending;
    },
  };
}

function joinNeighbours(queue: readonly Outgoing[]): Outgoing[] {
  const joined: Outgoing[] = [];
  let open: { executionId: string; events: TraceEvent[] } | undefined;
  for (const { executionId, message } of queue) {
    if (message.kind === 'trace') {
      joined.push({ executionId, message });
      open = undefined;
    } else if (open?.executionId === executionId) {
      open.events.push(...message.events);
    } else {
      open = { executionId, events: [...message.events] };
      joined.push({ executionId, message: { kind: 'events', events: open.events } });
    }
  }
  return joined;
}
