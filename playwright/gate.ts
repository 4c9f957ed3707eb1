import { createServer, type ServerResponse } from 'node:http';

/** A web service that answers when the test lets it: a process that calls it stands still for as long. */
export interface Gate {
  readonly url: string;
  /** From now on every request waits. */
  shut(): void;
  /** Answers the request that has waited longest, or the next one that comes. */
  letOneThrough(): void;
  close(): Promise<void>;
}

/** Opens a gate at the one port of this machine that processes under test may call besides the demo. */
export async function openGate(): Promise<Gate> {
  const waiting: ServerResponse[] = [];
  let passes = Number.POSITIVE_INFINITY;
  const admit = () => {
    while (passes > 0) {
      const next = waiting.shift();
      if (next === undefined) return;
      passes -= 1;
      next.writeHead(200, { 'content-type': 'application/json' }).end('{"open":true}');
    }
  };
  const server = createServer((_request, response) => {
    waiting.push(response);
    admit();
  });
  const port = Number(process.env['WEFT_TEST_GATE_PORT']);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    shut: () => {
      passes = 0;
    },
    letOneThrough: () => {
      passes += 1;
      admit();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
