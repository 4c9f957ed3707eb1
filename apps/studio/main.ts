/**
 * The studio's own server around Next: one process whose command line names this file, that ends politely on a signal
 * and by itself when the process that started it is gone.
 */
import { createServer } from 'node:http';
import next from 'next';
import { callerAddress } from './src/caller-address.ts';
import { refusalOf, refuse, refuseOnSockets } from './src/server/refusals.ts';

const port = Number(process.env['WEFT_STUDIO_PORT'] ?? 3000);
const hostname = process.env['WEFT_HOST'] ?? '127.0.0.1';
const graceMs = 5_000;

const app = next({ dev: process.env['NODE_ENV'] === 'development', dir: import.meta.dirname, hostname, port });
await app.prepare();
const handle = app.getRequestHandler();
const server = createServer({ requestTimeout: 60_000, connectionsCheckingInterval: 5_000 }, (request, response) => {
  const refusal = refusalOf(request);
  if (refusal !== undefined) return refuse(response, refusal);
  // Read by the limit on tries to sign in.
  request.headers['x-forwarded-for'] = callerAddress(request, request.socket.remoteAddress) ?? 'unknown';
  void handle(request, response);
});
refuseOnSockets(server);

let stopping = false;
function stop(): void {
  if (stopping) return;
  stopping = true;
  // Live watchers hold their responses open for as long as they look: after the grace they are cut.
  setTimeout(() => process.exit(0), graceMs).unref();
  server.close(() => process.exit(0));
  server.closeIdleConnections();
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
if (process.env['WEFT_PARENT_WATCH'] === 'stdin') process.stdin.resume().once('end', stop).once('error', stop);

server.once('error', (cause) => {
  console.error(cause);
  process.exit(1);
});
server.listen(port, hostname, () => console.log(JSON.stringify({ event: 'studio.listening', hostname, port })));
