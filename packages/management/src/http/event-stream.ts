/** One server-sent event (WHATWG HTML §9.2). */
interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

export interface EventSink {
  send(event: ServerEvent): void;
  /** Ends the answer. */
  end(): void;
  /** Aborts when the watcher has gone or `end` was called. */
  readonly signal: AbortSignal;
}

const heartbeatMs = 15_000;
/** A watcher that reads slower than this many bytes behind is cut off; it connects again and starts with the whole trace. */
const backlogBytesMax = 8 * 1024 * 1024;

/**
 * An answer of server-sent events. `start` subscribes and returns what ends the subscription; it runs once, and what it
 * returns is disposed whichever side ends first. A comment every 15 s keeps proxies from closing a silent stream.
 */
export function eventStream(request: Request, start: (sink: EventSink) => Promise<AsyncDisposable | undefined>): Response {
  const gone = new AbortController();
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let heartbeat: NodeJS.Timeout | undefined;

  const finish = (close: boolean): void => {
    if (gone.signal.aborted) return;
    clearInterval(heartbeat);
    gone.abort();
    if (close) controller?.close();
  };
  const write = (text: string): void => {
    if (gone.signal.aborted || controller === undefined) return;
    controller.enqueue(encoder.encode(text));
    if ((controller.desiredSize ?? 0) < -backlogBytesMax) finish(true);
  };
  const sink: EventSink = {
    signal: gone.signal,
    send: ({ event, data }) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    end: () => finish(true),
  };

  const body = new ReadableStream<Uint8Array>(
    {
      start: (given) => {
        controller = given;
        request.signal.addEventListener('abort', () => finish(true), { once: true });
        if (request.signal.aborted) return finish(true);
        write(': open\n\n');
        heartbeat = setInterval(() => write(': heartbeat\n\n'), heartbeatMs);
        void run(start, sink, gone.signal);
      },
      cancel: () => finish(false),
    },
    { highWaterMark: 64 * 1024, size: (chunk) => chunk.byteLength },
  );
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      // Understood by common reverse proxies: pass each event on at once.
      'x-accel-buffering': 'no',
    },
  });
}

async function run(start: (sink: EventSink) => Promise<AsyncDisposable | undefined>, sink: EventSink, gone: AbortSignal): Promise<void> {
  let subscription: AsyncDisposable | undefined;
  try {
    subscription = await start(sink);
    if (!gone.aborted) await new Promise<void>((resolve) => gone.addEventListener('abort', () => resolve(), { once: true }));
  } catch {
    // The watcher sees the stream end and connects again; the status code has been sent long ago.
    sink.end();
  } finally {
    await subscription?.[Symbol.asyncDispose]();
  }
}
