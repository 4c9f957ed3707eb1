import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readProcessFile, writeProcessFile } from '@weft/process';
import { type FreshDatabase, freshDatabase } from '@weft/testkit';
import { type CustomerService, type OrderFiles, seedDemoDatabase, startCustomerService, startOrderFiles } from '@weft/testkit/demo';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ExampleCall, type ExampleConnection, type PublishedExample, publishExample } from './run-case.ts';

const folder = path.resolve(import.meta.dirname, '..');
const examples = globSync('*/process.json', { cwd: folder })
  .map((file) => path.dirname(file))
  .sort();

let customers: CustomerService;
let files: OrderFiles;
let database: FreshDatabase;

beforeAll(async () => {
  customers = await startCustomerService({ port: 0 });
  files = await startOrderFiles({ port: 0 });
  database = await freshDatabase();
  await seedDemoDatabase(database.url);
});

afterAll(async () => {
  await customers.close();
  await files.close();
  await database.drop();
});

const read = (...parts: string[]): string => readFileSync(path.join(folder, ...parts), 'utf8');

/** Fills the placeholders of `connections.json`, as installing does; those of ports become numbers. */
function connectionsOf(example: string): ExampleConnection[] {
  if (!existsSync(path.join(folder, example, 'connections.json'))) return [];
  const url = new URL(database.url);
  const values: Record<string, string> = {
    DEMO_HTTP_URL: customers.url,
    DEMO_FTP_HOST: files.host,
    DEMO_FTP_PORT: String(files.port),
    DEMO_FTP_USER: files.user,
    DEMO_FTP_PASSWORD: files.password,
    DEMO_DATABASE_HOST: url.hostname,
    DEMO_DATABASE_PORT: url.port,
    DEMO_DATABASE_NAME: url.pathname.slice(1),
    DEMO_DATABASE_USER: decodeURIComponent(url.username),
    DEMO_DATABASE_PASSWORD: decodeURIComponent(url.password),
  };
  return JSON.parse(read(example, 'connections.json'), (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    const filled = value.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
    return key === 'port' ? Number(filled) : filled;
  });
}

interface Case {
  readonly request: ExampleCall;
  readonly expect: { readonly status: number; readonly contentType: string; readonly body: unknown };
}

test('there are examples, each as exporting writes it, with a page and cases', () => {
  expect(examples).toContain('hello');
  for (const example of examples) {
    expect(read(example, 'process.json')).toBe(writeProcessFile(readProcessFile(read(example, 'process.json'))));
    expect(read(example, 'README.md')).toMatch(/^# /);
    expect(globSync('cases/*.json', { cwd: path.join(folder, example) })).not.toHaveLength(0);
  }
});

describe.each(examples)('the example %s', (example) => {
  let published: PublishedExample | undefined;

  beforeAll(async () => {
    published = await publishExample(read(example, 'process.json'), connectionsOf(example));
  });

  afterAll(() => published?.close());

  const cases = globSync('cases/*.json', { cwd: path.join(folder, example) }).sort();

  test.each(cases)('answers as %s says', async (file) => {
    const { request, expect: expected } = JSON.parse(read(example, file)) as Case;
    const answer = await published?.call(request);
    const reply = answer?.reply;
    expect(reply).toMatchObject({ status: expected.status });
    expect(reply?.body.contentType).toBe(expected.contentType);
    const text = await reply?.body.text();
    expect(typeof expected.body === 'string' ? text : JSON.parse(text ?? 'null')).toEqual(expected.body);
  });
});

test('the first mashup says in its log who was asked for and what was found', async () => {
  const published = await publishExample(read('first-mashup', 'process.json'), connectionsOf('first-mashup'));
  const { log } = await published.call({ method: 'GET', path: '/ws/rest/demo/first-mashup/7' });
  await published.close();
  expect(log).toMatchObject([
    { level: 'info', stepId: 'begin', message: 'Snapshot of customer 7' },
    { level: 'info', stepId: 'done', message: 'Found Åsa Lindqvist Design' },
  ]);
});
