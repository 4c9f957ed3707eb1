import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connectionDefinitions, stepEntries as connectorEntries } from '@weft/connectors/catalog';
import { type Database, openDatabase } from '@weft/database';
import { compileProcess, type ProcessFile, routesOf, schedulesOf } from '@weft/process';
import { makeCatalog } from '@weft/step-kit';
import { stepEntries } from '@weft/steps/catalog';
import { freshDatabase } from '@weft/testkit';
import { inject } from 'vitest';

const repository = resolve(import.meta.dirname, '../../..');
const catalog = makeCatalog([...stepEntries, ...connectorEntries], connectionDefinitions);

export type Backend = 'postgres' | 'redis';
type Env = Record<string, string>;

/** As `npm start` gives them. */
const nodeFlags = ['--no-node-snapshot', '--max-semi-space-size=16'];

/** A program of Weft in a process of its own. */
interface Running {
  readonly child: ChildProcess;
  /** All it has written. */
  output(): string;
  /** Resolves with the exit code when it has ended. */
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** A gateway and workers around a database of their own. */
export interface RunningWeft extends AsyncDisposable {
  readonly database: Database;
  readonly databaseUrl: string;
  /** `http://host:port` of the gateway. */
  readonly url: string;
  readonly gateway: Running;
  readonly dataDir: string;
  startWorker(env?: Env): Promise<Running>;
  startGateway(env?: Env): Promise<Running>;
  publish(file: ProcessFile, id?: string): Promise<{ readonly processId: string; readonly versionId: string }>;
}

export async function startWeft(backend: Backend, options: { readonly workers?: number; readonly env?: Env } = {}): Promise<RunningWeft> {
  const fresh = await freshDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'weft-call-'));
  const port = await freePort();
  const shared: Env = {
    PATH: process.env['PATH'] ?? '',
    NODE_COMPILE_CACHE: join(repository, 'node_modules/.cache/weft-compiled'),
    DATABASE_URL: fresh.url,
    ...(backend === 'redis' ? { REDIS_URL: inject('redisUrl'), WEFT_REDIS_PREFIX: `test-${randomUUID()}` } : {}),
    WEFT_DATA_DIR: dataDir,
    WEFT_GATEWAY_PORT: String(port),
    WEFT_PARENT_WATCH: 'stdin',
    WEFT_LOCK_MS: '1500',
    WEFT_STALLED_CHECK_MS: '500',
    WEFT_DRAIN_MS: '5000',
    ...options.env,
  };
  const database = openDatabase({ url: fresh.url, poolMax: 4 });
  const running: Running[] = [];
  const start = async (app: string, env: Env, started: string): Promise<Running> => {
    const program = startProgram(app, { ...shared, ...env });
    running.push(program);
    await untilSaid(program, started);
    return program;
  };
  const startWorker = (env: Env = {}) => start('worker', env, 'worker.started');
  const startGateway = (env: Env = {}) => start('gateway', env, 'gateway.started');
  const [gateway] = await Promise.all([startGateway(), ...Array.from({ length: options.workers ?? 1 }, () => startWorker())]);

  return {
    database,
    databaseUrl: fresh.url,
    url: `http://127.0.0.1:${port}`,
    gateway,
    dataDir,
    startWorker,
    startGateway,
    publish: (file, id) => publish(database, file, id),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(running.map((each) => each.kill('SIGKILL')));
      await database.close();
      await fresh.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Publishes as the studio does, and waits until every live gateway serves it. */
async function publish(database: Database, file: ProcessFile, id?: string) {
  const plan = compileProcess(file, catalog);
  const { id: processId } = await database.processes.create(file, 'test', id);
  const { version, routeRevision } = await database.versions.publish({
    processId,
    file,
    plan,
    routes: routesOf(plan, catalog),
    schedules: schedulesOf(plan, catalog),
    by: 'test',
    note: '',
  });
  await until(async () => (await database.gateways.live('production')).every((gateway) => gateway.servedRevision >= routeRevision));
  return { processId, versionId: version.id };
}

function startProgram(app: string, env: Env): Running {
  const child = spawn(process.execPath, [...nodeFlags, join(repository, 'apps', app, 'src/main.ts')], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return {
    child,
    ended,
    output: () => text,
    kill: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}

async function untilSaid(program: Running, text: string): Promise<void> {
  let ended = false;
  program.ended.then(() => {
    ended = true;
  });
  await until(async () => {
    if (ended) throw new Error(`The program ended: ${program.output()}`);
    return program.output().includes(text);
    // A machine that does much else takes its time to load a program.
  }, 45);
}

/** Waits until the condition holds; fails after 20 seconds, or `seconds`. */
export async function until(condition: () => Promise<boolean>, seconds = 20): Promise<void> {
  const limit = Date.now() + seconds * 1_000;
  while (!(await condition())) {
    if (Date.now() > limit) throw new Error(`The condition did not come true within ${seconds} seconds.`);
    await wait(20);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}
