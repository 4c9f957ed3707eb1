/**
 * `npm start`: from a fresh clone to a running Weft, in the foreground. Ctrl-C stops everything.
 *
 * Order: look before touching anything (ports, data folder) → install → database → build → gateway, workers, studio →
 * examples → addresses. Everything that only exists after installing is imported late.
 */
import path from 'node:path';
import { buildStudio } from './build-studio.ts';
import { setUp } from './set-up.ts';
import { claimDataDir, freePort, readSettings, requireFreePort } from './settings.ts';
import { signInHint } from './sign-in-hint.ts';
import { main, Stop } from './stop.ts';
import { type Program, Supervisor } from './supervisor.ts';

/**
 * isolated-vm, in the sandbox's children, needs the first. The second keeps what large files leave behind for a moment from
 * taking room that is not given back: docs/adr/0013-large-bodies.md.
 */
const workerFlags = ['--no-node-snapshot', '--max-semi-space-size=16'];

const startedAt = Date.now();
const say = (line: string): void => console.log(line);

await main(async () => {
  const settings = readSettings(process.env);
  await requireFreePort(settings.host, settings.studioPort, 'WEFT_STUDIO_PORT');
  await requireFreePort(settings.host, settings.gatewayPort, 'WEFT_GATEWAY_PORT');
  claimDataDir(settings.dataDir);

  const cleanUp: Array<() => Promise<void>> = [];
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      say('Stopping ...');
      for (const step of cleanUp.reverse()) await step().catch((cause: unknown) => console.error(cause));
    })();
    return stopping;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop().then(() => process.exit(0)));

  try {
    await setUp(say);
    if (stopping !== undefined) return;
    const database = await openDatabaseServer(settings.databaseUrl, settings.dataDir);
    cleanUp.push(database.stop);
    const { migrate } = await import('@weft/database');
    await migrate(database.url);

    say('Building the studio (half a minute where something changed) ...');
    await buildStudio();
    if (stopping !== undefined) return;

    const demo = settings.demo ? await startDemo(database.url, settings.databaseUrl === undefined) : undefined;
    if (demo !== undefined) cleanUp.push(demo.stop);

    const supervisor = new Supervisor(path.join(settings.dataDir, 'logs'), say);
    const workers = Array.from({ length: settings.workers }, (_, index) => (settings.workers === 1 ? 'worker' : `worker-${index + 1}`));
    cleanUp.push(() => supervisor.stop(workers));
    cleanUp.push(() => supervisor.stop(['gateway', 'studio']));
    const studioUrl = `http://${address(settings.host)}:${settings.studioPort}`;
    const gatewayUrl = `http://${address(settings.host)}:${settings.gatewayPort}`;
    const env: Record<string, string> = {
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_COMPILE_CACHE: path.join(settings.dataDir, 'compile-cache'),
      DATABASE_URL: database.url,
      WEFT_DATA_DIR: settings.dataDir,
      WEFT_HOST: settings.host,
      WEFT_STUDIO_PORT: String(settings.studioPort),
      WEFT_GATEWAY_PORT: String(settings.gatewayPort),
      WEFT_GATEWAY_URL: process.env['WEFT_GATEWAY_URL'] ?? gatewayUrl,
      WEFT_OUTBOUND_ALLOW: [process.env['WEFT_OUTBOUND_ALLOW'], demo?.allow].filter(Boolean).join(','),
    };
    for (const name of workers)
      supervisor.start({ name, script: 'apps/worker/src/main.ts', nodeFlags: workerFlags, env } satisfies Program);
    supervisor.start({ name: 'gateway', script: 'apps/gateway/src/main.ts', env });
    supervisor.start({ name: 'studio', script: 'apps/studio/main.ts', env });

    await Promise.all([ready(studioUrl, 'studio', settings.dataDir), ready(gatewayUrl, 'gateway', settings.dataDir)]);
    if (demo !== undefined) await demo.install(studioUrl, settings.dataDir);

    say(`Started in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
    say('Weft is ready');
    say(`Studio:  ${studioUrl}`);
    say(`Gateway: ${gatewayUrl}`);
    const hint = signInHint(studioUrl, settings.dataDir);
    if (hint !== undefined) say(hint);
  } catch (thrown) {
    if (stopping === undefined) {
      for (const step of cleanUp.reverse()) await step().catch(() => {});
      throw thrown;
    }
  }
});

function address(host: string): string {
  return host === '0.0.0.0' || host === '::' ? 'localhost' : host;
}

async function openDatabaseServer(given: string | undefined, dataDir: string): Promise<{ url: string; stop: () => Promise<void> }> {
  if (given !== undefined) return { url: given, stop: async () => {} };
  const { superviseDatabase } = await import('./database-server.ts');
  return superviseDatabase(dataDir, say);
}

async function ready(url: string, name: string, dataDir: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    if (answer?.status === 200) return;
    if (Date.now() > deadline) throw new Stop(`The ${name} did not become ready. Its log: ${path.join(dataDir, 'logs', `${name}.log`)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function startDemo(databaseUrl: string, embedded: boolean) {
  const { openDemo } = await import('./demo.ts');
  return openDemo({ databaseUrl, embedded, port: await freePort(), say });
}
