/** The examples as a newcomer has them: Weft started by `npm start`'s own command, the simulators beside it, all examples installed. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Api, installExamples, openApi } from '@weft/management/client';
import { freshDatabase } from '@weft/testkit';
import { type Surroundings, seedDemoDatabase, startSurroundings } from '@weft/testkit/demo';
import pg from 'pg';
import { runWeft } from '../../tooling/launch/running-weft.ts';

/** A call as the files in `cases` write it. */
export interface ExampleCall {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, everything else as JSON. */
  readonly body?: unknown;
}

export interface InstalledWeft {
  readonly api: Api;
  /** Of the gateway. */
  readonly url: string;
  /** The systems that the examples work with. */
  readonly surroundings: Surroundings;
  /** Asks the database that the examples read and write. */
  rows(sql: string): Promise<unknown[]>;
  call(call: ExampleCall): Promise<Response>;
  close(): Promise<void>;
}

export async function installWeft(folder: string): Promise<InstalledWeft> {
  const closing: Array<() => Promise<unknown>> = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const [own, demo] = [await freshDatabase(), await freshDatabase()];
    closing.push(() => Promise.all([own.drop(), demo.drop()]));
    await seedDemoDatabase(demo.url);
    const surroundings = await startSurroundings({ port: 0, password: 'demo' });
    closing.push(() => surroundings.close());
    const dataDir = await mkdtemp(path.join(tmpdir(), 'weft-examples-'));
    closing.push(() => rm(dataDir, { recursive: true, force: true }));
    const weft = await runWeft(dataDir, { DATABASE_URL: own.url, WEFT_DEMO: '0', WEFT_OUTBOUND_ALLOW: '127.0.0.1,localhost' });
    closing.push(() => {
      weft.child.kill('SIGINT');
      return weft.ended;
    });
    await weft.ready;
    const token = (await readFile(path.join(dataDir, 'admin-token'), 'utf8')).trim();
    const api = { baseUrl: weft.studio, token };
    await installExamples({ ...api, dir: folder, variables: { ...surroundings.variables, ...databaseVariables(new URL(demo.url)) } });
    return {
      api: openApi(api),
      url: weft.gateway,
      surroundings,
      rows: (sql) => rowsOf(demo.url, sql),
      call: (call) => fetch(weft.gateway + call.path, requestOf(call)),
      close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** What `npm start` fills the connections with. */
function databaseVariables(database: URL): Record<string, string> {
  return {
    DEMO_DATABASE_HOST: database.hostname,
    DEMO_DATABASE_PORT: database.port,
    DEMO_DATABASE_NAME: database.pathname.slice(1),
    DEMO_DATABASE_USER: decodeURIComponent(database.username),
    DEMO_DATABASE_PASSWORD: decodeURIComponent(database.password),
  };
}

async function rowsOf(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function requestOf({ method, headers = {}, body }: ExampleCall): RequestInit {
  if (body === undefined) return { method, headers };
  if (typeof body === 'string') return { method, headers, body };
  return { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
