import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { productionEnvironment } from '@weft/database';
import { type Management, openManagement, serve, startInternalServer } from '@weft/management/testing';
import { currentFormatVersion, type ExecutionTrace } from '@weft/process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../src/run.ts';

const file = {
  formatVersion: currentFormatVersion,
  name: 'Hello',
  steps: {
    reply: { type: 'reply', version: 1, config: {}, position: { x: 200, y: 0 } },
    start: { type: 'http-endpoint', version: 1, config: { methods: ['GET'], path: 'cli/hello' }, position: { x: 0, y: 0 } },
  },
  links: [{ from: { step: 'start', port: 'out' }, to: 'reply' }],
};

let management: Management;
let server: Awaited<ReturnType<typeof serve>>;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  management = await openManagement();
  server = await serve(management.handle);
  folder = await mkdtemp(path.join(tmpdir(), 'weft-cli-'));
  await writeFile(path.join(folder, 'hello.json'), JSON.stringify(file));
  await writeFile(path.join(folder, 'admin-token'), `${await management.tokenOf('admin')}\n`);
  env = { WEFT_URL: server.url, WEFT_DATA_DIR: folder };
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await management[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function weft(
  args: readonly string[],
  options: { env?: Record<string, string>; stopped?: AbortSignal; write?: (text: string) => void } = {},
) {
  let out = '';
  let err = '';
  const code = await run(args, {
    env: options.env ?? env,
    cwd: folder,
    write: (text) => {
      out += text;
      options.write?.(text);
    },
    complain: (text) => {
      err += text;
    },
    readInput: async () => new TextEncoder().encode('from standard input'),
    stopped: options.stopped ?? new AbortController().signal,
  });
  return { code, out, err };
}

function trace(status: ExecutionTrace['status'], log: ExecutionTrace['log'] = []): ExecutionTrace {
  return { status, attempt: 1, startedAt: 0, steps: {}, documents: [], log, dropped: { documents: 0, log: 0 } };
}

async function record(id: string, of: ExecutionTrace): Promise<void> {
  const { id: versionId } = (await management.database.versions.list('cli-hello'))[0] ?? { id: '' };
  const common = { environmentId: productionEnvironment, processId: 'cli-hello', versionId, trigger: 'http', mode: 'general' } as const;
  await management.database.executions.record([{ ...common, id, acceptedAt: new Date(), properties: {}, attempt: 1, trace: of }]);
}

test('a process is imported under an id, exported as it was, listed, published and deleted', async () => {
  expect(await weft(['process', 'import', 'hello.json', '--id', 'cli-hello'])).toMatchObject({ code: 0, out: 'cli-hello\n' });
  expect((await weft(['process', 'import', 'hello.json', '--id', 'cli-hello'])).out).toBe('cli-hello\n');
  const exported = await weft(['process', 'export', 'cli-hello']);
  expect(JSON.parse(exported.out)).toEqual(file);
  expect((await weft(['process', 'list'])).out).toMatch(/cli-hello\s+Hello\s+not published/);
  expect((await weft(['publish', 'cli-hello', '--note', 'first'])).out).toContain(
    'Version 1 is live.\nGET http://gateway.test:8080/ws/rest/cli/hello',
  );
  expect((await weft(['process', 'list'])).out).toMatch(/cli-hello\s+Hello\s+version 1\s+http/);

  const { out } = await weft(['--json', 'process', 'import', 'hello.json']);
  const { id } = JSON.parse(out) as { id: string };
  expect((await weft(['process', 'delete', id])).code).toBe(0);
  expect((await weft(['process', 'export', id])).code).toBe(1);
});

test('what the API refuses is told in plain sentences with pointers', async () => {
  await writeFile(path.join(folder, 'newer.json'), JSON.stringify({ ...file, formatVersion: 99 }));
  const { code, out, err } = await weft(['process', 'import', 'newer.json']);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('/formatVersion');
  expect(err).not.toMatch(/\bat .*\.ts:/);
});

test('each way of going wrong has its exit code', async () => {
  expect((await weft(['process', 'export', 'nothing'])).code).toBe(1);
  expect((await weft(['no-such-command'])).code).toBe(2);
  expect((await weft(['process', 'import'])).code).toBe(2);
  expect(await weft(['process', 'list'], { env: { ...env, WEFT_URL: 'http://127.0.0.1:1' } })).toMatchObject({
    code: 3,
    err: 'Weft does not answer at http://127.0.0.1:1. Is it running? Its address is read from WEFT_URL.\n',
  });
  expect((await weft(['process', 'list'], { env: { ...env, WEFT_DATA_DIR: '/nowhere' } })).err).toContain('WEFT_TOKEN');
  expect((await weft(['process', 'list'], { env: { ...env, WEFT_TOKEN: 'wrong' } })).code).toBe(1);
  expect((await weft(['--help'])).code).toBe(0);
});

test('a token that is made works, with its role', async () => {
  const made = await weft(['token', 'create', '--name', 'ci', '--role', 'viewer']);
  const WEFT_TOKEN = made.out.trim();
  expect((await weft(['process', 'list'], { env: { ...env, WEFT_TOKEN } })).code).toBe(0);
  expect((await weft(['process', 'import', 'hello.json'], { env: { ...env, WEFT_TOKEN } })).code).toBe(1);
  expect((await weft(['token', 'create', '--name', 'ci', '--role', 'emperor'])).code).toBe(2);
});

test('connections are imported with their variables filled in and their secrets sealed', async () => {
  const connection = {
    id: 'db',
    name: 'DB',
    type: 'postgres',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders of the file
    config: { host: 'h', port: '${DB_PORT}', database: 'd', user: 'u', password: '${DB_PASSWORD}', ssl: 'off' },
  };
  await writeFile(path.join(folder, 'connections.json'), JSON.stringify([connection]));
  expect(await weft(['connection', 'import', 'connections.json'])).toMatchObject({ code: 1, err: expect.stringContaining('DB_PORT') });
  const filled = { ...env, DB_PORT: '5432', DB_PASSWORD: '1234' };
  for (let twice = 0; twice < 2; twice += 1)
    expect((await weft(['connection', 'import', 'connections.json'], { env: filled })).code).toBe(0);
  const stored = await management.database.connections.get('db');
  expect(stored).toMatchObject({ config: { port: 5432 }, secretsSet: ['password'] });
  expect(management.services.vault.open(stored?.sealedSecrets ?? '', 'db')).toEqual({ password: '1234' });
  expect((await weft(['connection', 'list'])).out).toMatch(/db\s+DB\s+postgres\s+password/);
});

test('a file is run without being kept, and its reply is printed', async () => {
  await using gateway = await startInternalServer(() => ({
    status: 200,
    json: {
      executionId: 'e-1',
      outcome: 'replied',
      reply: { status: 200, headers: {}, contentType: 'text/plain', base64: Buffer.from('hi').toString('base64'), truncated: false },
    },
  }));
  await management.database.gateways.report({
    id: 'g',
    environmentId: productionEnvironment,
    internalUrl: gateway.url,
    servedRevision: 1_000_000,
  });
  await writeFile(path.join(folder, 'in.xml'), '<a/>');
  const before = (await management.database.processes.list()).length;
  const { code, out, err } = await weft([
    'run',
    'hello.json',
    '--input',
    'in.xml',
    '--property',
    'param_id=7',
    '--property',
    'query_q=a=b',
  ]);
  expect([code, out, err]).toEqual([0, 'hi\n', 'Execution e-1 replied with status 200.\n']);
  expect(gateway.asked[0]?.body).toMatchObject({
    trigger: 'try',
    properties: { param_id: '7', query_q: 'a=b' },
    document: { contentType: 'application/xml', base64: 'PGEvPg==' },
  });
  expect((await management.database.processes.list()).length).toBe(before);
  expect((await weft(['run', 'hello.json', '--property', 'nonsense'])).code).toBe(1);
  await management.database.gateways.leave('g');
});

test('logs are followed from the beginning to the end, each line once', async () => {
  const line = (message: string) => ({ at: 0, level: 'info', stepId: 'start', message }) as const;
  await record('followed', trace('running', [line('one')]));
  await using publisher = await management.database.live.publisher((id) =>
    id === 'followed' ? trace('running', [line('one')]) : undefined,
  );
  const first = Promise.withResolvers<void>();
  const following = weft(['logs', '-f', 'followed'], { write: () => first.resolve() });
  await first.promise;
  await expect.poll(() => publisher.isWatched('followed')).toBe(true);
  publisher.publish('followed', [{ kind: 'log', line: line('two') }]);
  await record('followed', trace('succeeded', [line('one'), line('two'), line('three')]));
  publisher.publish('followed', [{ kind: 'execution.finished', at: 1, status: 'succeeded' }]);
  const { code, out } = await following;
  expect(code).toBe(0);
  expect(out.trim().split('\n')).toHaveLength(3);
  for (const word of ['one', 'two', 'three']) expect(out).toContain(`start: ${word}`);
});

test('following everything ends with exit code 0 when it is stopped', async () => {
  const stop = new AbortController();
  const following = weft(['logs', '-f'], { stopped: stop.signal, write: () => stop.abort() });
  await expect
    .poll(async () => {
      await record(`new-${Date.now()}`, trace('failed', [{ at: 0, level: 'error', message: 'it broke' }]));
      return stop.signal.aborted;
    })
    .toBe(true);
  const { code, out } = await following;
  expect(code).toBe(0);
  expect(out).toContain('it broke');
});

test('executions are listed by status', async () => {
  await record('listed', trace('failed'));
  expect((await weft(['executions', '--status', 'failed'])).out).toMatch(/failed\s+Hello\s+1\s+http\s+listed/);
  expect((await weft(['executions', '--limit', '0'])).code).toBe(2);
});

test('schedules are listed in words, paused and resumed', async () => {
  const config = { when: { every: 'day', at: '06:30' }, timeZone: 'Europe/Berlin', missed: 'once', overlap: 'skip' };
  const nightly = {
    ...{ ...file, name: 'Nightly' },
    steps: { ...file.steps, start: { type: 'schedule', version: 1, config, position: { x: 0, y: 0 } } },
  };
  await writeFile(path.join(folder, 'nightly.json'), JSON.stringify(nightly));
  await weft(['process', 'import', 'nightly.json', '--id', 'cli-nightly']);
  expect((await weft(['schedules', '--process', 'cli-nightly'])).out).toBe('PROCESS  RHYTHM  NEXT  LAST  ID\n');
  expect((await weft(['publish', 'cli-nightly'])).code).toBe(0);
  const { out } = await weft(['schedules']);
  const [, id = ''] = /Nightly +every day at 06:30, Europe\/Berlin +\d{4}-\S+Z +- +(\S+)/.exec(out) ?? [];
  expect((await weft(['schedules', 'pause', id])).out).toBe('Nightly: paused\n');
  expect((await weft(['schedules'])).out).toContain('paused');
  expect((await weft(['schedules', 'resume', id])).out).toMatch(/^Nightly: \d{4}-/);
  expect(await weft(['schedules', 'run', id])).toMatchObject({ code: 1, err: expect.stringContaining('gateway') });
  expect((await weft(['schedules', 'pause', 'nothing'])).code).toBe(1);
});

test('parked documents are listed, shown, mended, sent on and discarded', async () => {
  const { database } = management;
  // Another test has the address of the greeting.
  const elsewhere = JSON.stringify(file).replace(/"path":"[^"]*"/, '"path":"cli/parked"');
  await writeFile(path.join(folder, 'parked.json'), elsewhere);
  await weft(['process', 'import', 'parked.json', '--id', 'cli-parked']);
  expect((await weft(['publish', 'cli-parked'])).code).toBe(0);
  const versionId = (await database.processes.get('cli-parked'))?.live?.versionId ?? '';
  const parked = { environmentId: 'production', processId: 'cli-parked', versionId, executionId: 'e', error: undefined };
  const document = {
    id: 'root',
    contentType: 'application/json',
    properties: {},
    body: { base64: Buffer.from('{"a":1}').toString('base64') },
  };
  await database.parked.park({ ...parked, id: 'p-1', stepId: 'start', port: 'out', reason: 'it is odd' }, document, {});
  await database.parked.park({ ...parked, id: 'p-2', stepId: 'start', port: undefined, reason: 'nobody knows' }, document, {});
  const { out } = await weft(['parked', '--process', 'cli-parked']);
  expect(out).toMatch(/ parked +p-1 +it is odd\n/);
  expect(out).toMatch(/ outcome-unknown +p-2 +nobody knows\n/);
  expect(await weft(['parked', 'show', 'p-1'])).toMatchObject({ code: 0, out: '{"a":1}', err: expect.stringContaining('it is odd') });
  await writeFile(path.join(folder, 'mended.json'), '{"a":2}');
  expect((await weft(['parked', 'edit', 'p-1', '--body', 'mended.json'])).code).toBe(0);
  expect((await weft(['parked', 'show', 'p-1'])).out).toBe('{"a":2}');
  const resumed = await weft(['parked', 'resume', 'p-1']);
  expect(resumed).toMatchObject({ code: 0, err: '' });
  expect((await database.parked.get('p-1'))?.parked.resolution).toMatchObject({ kind: 'resumed', executionId: resumed.out.trim() });
  expect(await weft(['parked', 'resume', 'p-1'])).toMatchObject({ code: 1, err: expect.stringContaining('before') });
  expect(await weft(['parked', 'resume', 'p-2'])).toMatchObject({ code: 1, err: expect.stringContaining('run-again') });
  expect((await weft(['parked', 'resume', 'p-2', '--go-on', '--run-again'])).code).toBe(2);
  expect((await weft(['parked', 'discard', 'p-2'])).code).toBe(0);
  expect((await weft(['parked', '--process', 'cli-parked'])).out).not.toContain('p-2');
  expect((await weft(['parked', '--state', 'all'])).out).toContain('p-2');
});

test('a backup is written whole or not at all, and restored into an empty installation', async () => {
  await using fresh = await openManagement();
  await using there = await serve(fresh.handle);
  const made = await weft(['backup', 'weft.gz', '--bodies']);
  expect(made).toMatchObject({ code: 0, out: `${path.join(folder, 'weft.gz')}\n` });
  const elsewhere = { WEFT_URL: there.url, WEFT_TOKEN: await fresh.tokenOf('admin') };
  const restored = await weft(['restore', 'weft.gz'], { env: elsewhere });
  expect(restored).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Restored the backup of .*: \d+ rows, 0 bodies\.\n$/) });
  expect((await weft(['process', 'list'], { env: elsewhere })).out).toContain('cli-nightly');
  expect(await weft(['restore', 'weft.gz'], { env: elsewhere })).toMatchObject({ code: 1, err: expect.stringContaining('not empty') });
  expect((await weft(['restore', 'weft.gz', '--replace'], { env: elsewhere })).code).toBe(0);
  expect(await weft(['restore', 'nothing.gz'], { env: elsewhere })).toMatchObject({ code: 1, err: 'There is no file nothing.gz.\n' });
  expect((await weft(['backup', 'refused.gz'], { env: { ...env, WEFT_TOKEN: 'wrong' } })).code).toBe(1);
  await expect(access(path.join(folder, 'refused.gz'))).rejects.toThrow('ENOENT');
});

test('the examples of the repository are installed and published once; what was changed or deleted stays so', async () => {
  const examples = path.resolve(import.meta.dirname, '../../../examples');
  const demo = {
    ...env,
    DEMO_HTTP_URL: 'http://127.0.0.1:9999/',
    DEMO_FTP_HOST: '127.0.0.1',
    DEMO_FTP_PORT: '21',
    DEMO_FTP_USER: 'demo',
    DEMO_FTP_PASSWORD: 'demo-password',
    DEMO_SMTP_HOST: '127.0.0.1',
    DEMO_SMTP_PORT: '25',
    DEMO_DATABASE_HOST: '127.0.0.1',
    DEMO_DATABASE_PORT: '5432',
    DEMO_DATABASE_NAME: 'demo',
    DEMO_DATABASE_USER: 'demo',
    DEMO_DATABASE_PASSWORD: 'demo-password',
  };
  const first = await weft(['--json', 'examples', 'install', examples], { env: demo });
  expect(first.err).toBe('');
  expect((JSON.parse(first.out) as { created: string[] }).created).toContain('first-mashup');
  const live = (await management.database.processes.list()).filter(({ id }) => id === 'first-mashup' || id === 'hello');
  expect(live.map((process) => process.live?.number)).toEqual([1, 1]);

  const again = await weft(['--json', 'examples', 'install', examples], { env: { ...demo, DEMO_HTTP_URL: 'http://127.0.0.1:8888/' } });
  expect(JSON.parse(again.out)).toMatchObject({ created: [] });
  expect((await management.database.versions.list('first-mashup')).length).toBe(1);
  await management.database.processes.delete('hello', 'test');
  expect((await weft(['examples', 'install', examples], { env: { ...demo, DEMO_HTTP_URL: 'http://127.0.0.1:8888/' } })).code).toBe(0);
  expect(await management.database.processes.get('hello')).toBeUndefined();
  expect((await management.database.connections.get('demo-customers'))?.config).toMatchObject({ baseUrl: 'http://127.0.0.1:8888/' });
});
