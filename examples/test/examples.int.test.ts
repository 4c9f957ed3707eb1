import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readProcessFile, writeProcessFile } from '@weft/process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ExampleCall, type InstalledWeft, installWeft } from './installed-weft.ts';

const folder = path.resolve(import.meta.dirname, '..');
const examples = globSync('*/process.json', { cwd: folder })
  .map((file) => path.dirname(file))
  .sort();

let weft: InstalledWeft;

beforeAll(async () => {
  weft = await installWeft(folder);
}, 300_000);

afterAll(() => weft.close(), 60_000);

const read = (...parts: string[]): string => readFileSync(path.join(folder, ...parts), 'utf8');

/** Whether it has an address, and so something that a case can call. */
function isCalled(example: string): boolean {
  const { steps } = readProcessFile(read(example, 'process.json'));
  return Object.values(steps).some(({ type }) => type === 'http-endpoint');
}

interface Case {
  readonly request: ExampleCall;
  readonly expect: {
    readonly status: number;
    readonly contentType?: string;
    /** The whole of it: a text, or a JSON value. */
    readonly body?: unknown;
    /** Texts that are in it. */
    readonly contains?: readonly string[];
  };
}

test('there are examples, each as exporting writes it, with a page and cases', () => {
  expect(examples).toContain('hello');
  for (const example of examples) {
    expect(read(example, 'process.json')).toBe(writeProcessFile(readProcessFile(read(example, 'process.json'))));
    expect(read(example, 'README.md')).toMatch(/^# /);
    if (isCalled(example)) expect(globSync('cases/*.json', { cwd: path.join(folder, example) })).not.toHaveLength(0);
  }
});

describe.each(examples.filter(isCalled))('the example %s', (example) => {
  const cases = globSync('cases/*.json', { cwd: path.join(folder, example) }).sort();

  test.each(cases)('answers as %s says', async (file) => {
    const { request, expect: expected } = JSON.parse(read(example, file)) as Case;
    const answer = await weft.call(request);
    const text = await answer.text();
    expect(answer.status, text).toBe(expected.status);
    if (expected.contentType !== undefined) expect(mediaType(answer)).toBe(expected.contentType);
    if (expected.body !== undefined) expect(typeof expected.body === 'string' ? text : JSON.parse(text)).toEqual(expected.body);
    for (const part of expected.contains ?? []) expect(text).toContain(part);
  });
});

function mediaType(answer: Response): string | undefined {
  return answer.headers.get('content-type')?.split(';')[0];
}

test('the first mashup says in its log who was asked for and what was found', async () => {
  const answer = await weft.call({ method: 'GET', path: '/ws/rest/demo/first-mashup/7' });
  const id = answer.headers.get('x-execution-id');
  const log = async () => (await weft.api.call<{ trace: { log: unknown[] } }>('GET', `/executions/${id}`)).trace.log;
  await expect.poll(log, { timeout: 10_000 }).toMatchObject([
    { level: 'info', stepId: 'begin', message: 'Snapshot of customer 7' },
    { level: 'info', stepId: 'done', message: 'Found Åsa Lindqvist Design' },
  ]);
});

test('after the reply an order is in the table and on the file server, once, however often it was sent', async () => {
  const order = { orderId: 'O-7', customerId: 'C-1002', item: 'espresso beans', quantity: 3, price: 24.9 };
  for (let sent = 0; sent < 3; sent += 1) await weft.call({ method: 'POST', path: '/ws/rest/demo/orders', body: order });
  const slip = path.join(weft.surroundings.files.folder, 'out', 'order-O-7.txt');
  await expect
    .poll(() => existsSync(slip) && readFileSync(slip, 'utf8'), { timeout: 10_000 })
    .toContain('3 x espresso beans at 24.90: 74.70');
  const rows = () => weft.rows("select customer_id, quantity, price from incoming_orders where order_id = 'O-7'");
  await expect.poll(rows, { timeout: 10_000 }).toEqual([{ customer_id: 'C-1002', quantity: 3, price: '24.90' }]);
});

test('the order mashup keeps a summary and puts its answer on the file server after the reply', async () => {
  const answer = await weft.call({ method: 'GET', path: '/ws/rest/demo/order-mashup/C-1005' });
  const xml = await answer.text();
  const file = path.join(weft.surroundings.files.folder, 'out', 'C-1005.xml');
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8'), { timeout: 10_000 }).toBe(xml);
  const [, open, total] = /<orders count="(\d+)" total="([\d.]+)"/.exec(xml) ?? [];
  const rows = () => weft.rows("select open_orders, total, currency, complete from order_summaries where customer_id = 'C-1005'");
  await expect.poll(rows, { timeout: 10_000 }).toEqual([{ open_orders: Number(open), total, currency: 'USD', complete: true }]);
});

test('the pick-up keeps what is right, parks what is wrong, and keeps that too when it was mended', async () => {
  const { schedules } = await weft.api.call<{ schedules: Array<{ id: string }> }>('GET', '/schedules?process=order-pickup');
  await weft.api.call('POST', `/schedules/${schedules[0]?.id}/run`);
  const kept = () => weft.rows("select order_id, item from incoming_orders where order_id like 'O-5%' order by order_id");
  await expect.poll(kept, { timeout: 10_000 }).toEqual([
    { order_id: 'O-501', item: 'bread flour 25 kg' },
    { order_id: 'O-502', item: 'torque wrench' },
    { order_id: 'O-504', item: 'linen "natural", 2 m' },
  ]);
  const parked = async () =>
    (await weft.api.call<{ documents: Array<{ id: string; reason: string }> }>('GET', '/parked-documents?process=order-pickup')).documents;
  await expect.poll(parked, { timeout: 10_000 }).toHaveLength(2);
  const noCustomer = (await parked()).find(({ reason }) => reason.includes('O-503'));
  const order = { order_id: 'O-503', customer_id: 'C-1004', item: 'wool blanket', quantity: '2', price: '79.00' };
  await weft.api.call('PUT', `/parked-documents/${noCustomer?.id}/body`, { text: JSON.stringify(order) });
  await weft.api.call('POST', `/parked-documents/${noCustomer?.id}/resume`);
  await expect.poll(kept, { timeout: 10_000 }).toContainEqual({ order_id: 'O-503', item: 'wool blanket' });
  expect(existsSync(path.join(weft.surroundings.files.folder, 'archive', 'incoming-20261124.csv'))).toBe(true);
});

test('an approval waits until a link of it is opened, and the first one counts', async () => {
  const answer = await weft.call({ method: 'POST', path: '/ws/rest/demo/approvals', body: { requestId: 'P-77', amount: 99.5 } });
  const { approve, reject } = (await answer.json()) as { approve: string; reject: string };
  const status = async () => (await weft.api.call<{ status: string }>('GET', `/executions/${answer.headers.get('x-execution-id')}`)).status;
  await expect.poll(status, { timeout: 10_000 }).toBe('waiting');
  expect((await fetch(approve)).ok).toBe(true);
  await expect.poll(status, { timeout: 20_000 }).toBe('succeeded');
  expect((await fetch(reject)).ok).toBe(false);
  expect(await weft.rows("select amount, state from approvals where request_id = 'P-77'")).toEqual([
    { amount: '99.50', state: 'approved' },
  ]);
});

test('a delivery is tried again while the carrier is busy; one that cannot be made is parked and somebody hears of it', async () => {
  const order = (number: string, address: string) => ({
    method: 'POST',
    path: '/ws/rest/demo/deliveries',
    body: { order: number, address },
  });
  const busy = await weft.call(order('O-61', '1 Harbour Street'));
  const status = async () => (await weft.api.call<{ status: string }>('GET', `/executions/${busy.headers.get('x-execution-id')}`)).status;
  await expect.poll(status, { timeout: 20_000 }).toBe('succeeded');
  expect(weft.surroundings.mails).toEqual([]);

  await weft.call(order('O-62', 'Sea of Tranquility, the Moon'));
  const mails = () => weft.surroundings.mails.map(({ to, raw }) => ({ to, subject: /^Subject: (.*)$/m.exec(raw)?.[1]?.trim() }));
  await expect.poll(mails, { timeout: 20_000 }).toEqual([{ to: ['dispatch@example.com'], subject: 'Order O-62 cannot be delivered' }]);
  const parked = await weft.api.call<{ documents: Array<{ reason: string }> }>('GET', '/parked-documents?process=order-delivery');
  expect(parked.documents[0]?.reason).toContain('422');
});

test('the order mashup answers without the file server, and says so', async () => {
  await weft.surroundings.files.close();
  const answer = await weft.call({ method: 'GET', path: '/ws/rest/demo/order-mashup/C-1005' });
  expect(await answer.text()).toContain('<warning source="orders">The orders could not be had.</warning>');
  expect(answer.status).toBe(200);
});
