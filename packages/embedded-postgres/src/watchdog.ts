/**
 * A process of its own between Weft and PostgreSQL: it starts the server and stops it when its standard input ends, which
 * happens however its parent dies. Started with one argument, the JSON of a `WatchdogOrder`.
 */
import { spawn } from 'node:child_process';

/** What the watchdog starts. */
export interface WatchdogOrder {
  readonly command: string;
  readonly args: readonly string[];
  readonly ids: { readonly uid: number; readonly gid: number } | undefined;
}

const [, , text = ''] = process.argv;
const order: WatchdogOrder = JSON.parse(text);
const server = spawn(order.command, order.args, { stdio: ['ignore', 'inherit', 'inherit'], cwd: '/', ...order.ids });

// SIGINT is PostgreSQL's "fast" shutdown: open transactions are rolled back, nothing has to be recovered. SIGQUIT is the last resort.
function stopServer(): void {
  server.kill('SIGINT');
  setTimeout(() => server.kill('SIGQUIT'), 10_000).unref();
}

process.stdin.on('end', stopServer).on('error', stopServer).resume();
process.on('SIGTERM', stopServer);
process.on('SIGINT', stopServer);
server.once('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
server.once('exit', (code) => process.exit(code ?? 1));
