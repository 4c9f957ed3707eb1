/**
 * The path of a call, W1 (`{id, name, amount}` → `{ok, id}`): gateway → queue → worker → reply, on PostgreSQL and on Redis, at 1 and
 * at 64 connections, beside a Fastify handler that does the work itself. Everything in one run on one machine, the load included:
 * trust the ratios. PostgreSQL and Redis write to disk as in production (`fsync` on, `appendonly yes` with its default, `everysec`).
 *
 * `node bench/call-path.ts [seconds per cell]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@weft/embedded-postgres';
import { startRedis } from '@weft/testkit';
import { Redis } from 'ioredis';
import { type Measured, measure } from './call-path/load.ts';
import { startProgram } from './call-path/programs.ts';
import { publishW1 } from './call-path/published-w1.ts';

const seconds = Number(process.argv[2] ?? 6);
const connectionCounts = [1, 64];
const body = JSON.stringify({ id: 'A-1', name: 'Ada', amount: 12.5 });

const directory = await mkdtemp(join(tmpdir(), 'weft-bench-'));
const postgres = await startPostgres({ dataDir: join(directory, 'postgres') });
const redis = await startRedis({ appendonly: true });
await fsyncEachSecond(redis.url);
const results = new Map<string, Measured>();

try {
  await publishW1(postgres.url);
  await bare();
  for (const backend of ['postgres', 'redis']) await weft(backend);
  report();
} finally {
  await redis.stop();
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
}

async function bare(): Promise<void> {
  const port = await freePort();
  await using _handler = await startProgram('bench/call-path/bare-handler.ts', { PORT: String(port) }, 'started');
  await cells('bare Fastify handler', `http://127.0.0.1:${port}/ws/rest/w1`);
}

async function weft(backend: string): Promise<void> {
  const port = await freePort();
  const env = {
    DATABASE_URL: postgres.url,
    ...(backend === 'redis' ? { REDIS_URL: redis.url } : {}),
    WEFT_DATA_DIR: join(directory, 'data'),
    WEFT_GATEWAY_PORT: String(port),
    WEFT_LOG_LEVEL: 'info',
  };
  await using _gateway = await startProgram('apps/gateway/src/main.ts', env, 'gateway.started');
  await using _worker = await startProgram('apps/worker/src/main.ts', env, 'worker.started');
  await cells(`Weft on ${backend}, everything recorded`, `http://127.0.0.1:${port}/ws/rest/w1`);
  await cells(`Weft on ${backend}, accepted by the database`, `http://127.0.0.1:${port}/ws/rest/w1-inbox`);
  await cells(`Weft on ${backend}, low latency`, `http://127.0.0.1:${port}/ws/rest/w1-low-latency`);
}

async function cells(system: string, url: string): Promise<void> {
  const isRight = (status: number, text: string) => status === 200 && text === '{"ok":true,"id":"A-1"}';
  for (const connections of connectionCounts) {
    results.set(`${system}|${connections}`, await measure({ url, connections, seconds, body, isRight }));
  }
}

function report(): void {
  console.log(`W1, ${seconds} s a cell, ${cpus().length} cores shared with the load, Node ${process.version}\n`);
  const systems = [...new Set([...results.keys()].map((key) => key.slice(0, key.indexOf('|'))))];
  for (const connections of connectionCounts) {
    const floor = results.get(`bare Fastify handler|${connections}`)?.perSecond ?? Number.NaN;
    console.log(`| ${connections} connections | requests/s | p50 ms | p99 ms | of bare | wrong answers |\n|---|---|---|---|---|---|`);
    for (const system of systems) {
      const cell = results.get(`${system}|${connections}`);
      if (cell === undefined) continue;
      const { perSecond, p50, p99, failures } = cell;
      console.log(
        `| ${system} | ${perSecond.toFixed(0)} | ${p50.toFixed(2)} | ${p99.toFixed(1)} | ${(perSecond / floor).toFixed(3)} | ${failures} |`,
      );
    }
    console.log('');
  }
}

/** As Redis does where nothing else is said; the servers of the tests flush at every write. */
async function fsyncEachSecond(url: string): Promise<void> {
  const client = new Redis(url);
  await client.config('SET', 'appendfsync', 'everysec');
  client.disconnect();
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}
