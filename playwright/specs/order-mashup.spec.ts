import { readFileSync } from 'node:fs';
import path from 'node:path';
import { admin } from '../admin.ts';
import { call } from '../call.ts';
import { expect, test } from '../fixtures.ts';
import type { CanvasRoom } from '../pages/canvas-room.ts';
import { executionsRoom } from '../pages/executions-room.ts';
import { processesRoom } from '../pages/processes-room.ts';
import { signInRoom } from '../pages/sign-in-room.ts';

const name = 'My order mashup';
const start = 'Orders of a customer';

test.describe('the order mashup', () => {
  test.use({ storageState: { cookies: [], origins: [] } });
  test.setTimeout(300_000);

  test('is drawn by drag and drop, answers out of three systems, and works on after the reply', async ({ page }) => {
    await signInRoom(page).enter(admin);
    const canvas = await processesRoom(page).create();
    await canvas.name.fill(name);
    await canvas.zoomOut(5);

    await test.step('steps are dragged from the palette', () => drawSteps(canvas));
    await test.step('they are filled in', () => fillIn(canvas));
    await test.step('links are drawn from port to port', () => drawLinks(canvas));
    await canvas.tidyUp();
    await canvas.saved();
    const address = await test.step('it is published', async () => (await canvas.publish()).confirm(1));

    await test.step('an HTTP client gets XML out of three systems', async () => {
      const { status, text } = await call(address.replace('{customerId}', 'C-1001')).reply;
      expect(text).toContain('<name>Northwind Bakery</name>');
      expect(text).toContain('<terms>NET30</terms>');
      expect(text).toMatch(/<order id="O-\d+">/);
      expect(text).not.toContain('<warning>');
      expect(status).toBe(200);
    });

    await test.step('a source that fails leaves a warning', async () => {
      const { status, text } = await call(address.replace('{customerId}', 'C-7777')).reply;
      expect(text).toContain('<warning>customer</warning>');
      expect(text).not.toContain('<name>');
      expect(status).toBe(200);
    });

    await test.step('what comes after the reply is seen to succeed', async () => {
      const executions = executionsRoom(page);
      await executions.visit();
      const execution = await executions.open(name, 'succeeded');
      for (const title of ['All have ended', 'Answer', 'Keep a summary', 'Put it on the file server'])
        await expect(execution.canvas.state(title)).toHaveText(/^succeeded/);
    });
  });
});

/** In the order in which they are dropped, row by row: the type and what it is called. */
const rows: ReadonlyArray<ReadonlyArray<readonly [type: string, title: string]>> = [
  [
    ['HTTP endpoint', start],
    ['Branch', 'Ask all three'],
    ['Try', 'Customer, if it answers'],
    ['HTTP client', 'Customer'],
    ['Map', 'Without the customer'],
    ['Join', 'All have ended'],
  ],
  [
    ['Try', 'Orders, if they are there'],
    ['FTP get', 'Newest order file'],
    ['Convert', 'CSV to JSON'],
    ['Map', 'The open ones'],
    ['Map', 'Without the orders'],
    ['Map', 'One XML document'],
  ],
  [
    ['Try', 'Terms, if they are there'],
    ['PostgreSQL query', 'Payment terms'],
    ['Map', 'Without the terms'],
    ['Validate', 'As the XSD has it?'],
    ['Reply', 'Answer'],
    ['Branch', 'After the reply'],
  ],
  [
    ['PostgreSQL upsert', 'Keep a summary'],
    ['FTP put', 'Put it on the file server'],
  ],
];

async function drawSteps(room: CanvasRoom) {
  const area = await room.canvas.region.boundingBox();
  if (area === null) throw new Error('There is no canvas.');
  for (const [row, steps] of rows.entries()) {
    for (const [column, [type, title]] of steps.entries()) {
      const place = row === 0 && column === 0 ? { x: area.x + 80, y: area.y + 140 } : await room.canvas.besides(start, column, row * 2);
      await room.dragStep(type, place);
      await room.rename(title);
    }
  }
}

async function fillIn(room: CanvasRoom) {
  const { settings } = room;

  await room.select(start);
  await settings.fill('Path', 'test/order-mashup/{customerId}');

  await room.select('Ask all three');
  await settings.add('Paths');
  await nameItems(room, 'Paths', ['customer', 'orders', 'terms']);
  await room.select('After the reply');
  await nameItems(room, 'Paths', ['summary', 'file']);

  await room.select('Customer');
  await settings.choose('Connection', 'Demo: customer service');
  await settings.fill('URL', 'customers/{{ param_customerId }}');

  await room.select('Newest order file');
  await settings.choose('Connection', 'Demo: files');
  await settings.fill('Folder', 'orders');
  await settings.fill('File names', 'orders-*.csv');

  await room.select('CSV to JSON');
  await settings.choose('From', 'CSV');

  await room.select('The open ones');
  await fields(room, { open: 'body.filter(order => order.customer_id === param_customerId && order.status === "open")' });

  await room.select('Payment terms');
  await settings.choose('Connection', 'Demo: database');
  await settings.code(
    'Statement',
    "select terms, credit_limit, currency from payment_terms where 'C-' || (1000 + customer_id) = :customerId",
  );
  await settings.add('Parameters');
  await settings.item('Parameters', 1).fill('Name', 'customerId');
  await settings.item('Parameters', 1).fill('Value', 'param_customerId');
  await settings.choose('Result', 'First row');

  for (const source of ['customer', 'orders', 'terms']) {
    await room.select(`Without the ${source}`);
    await fields(room, { missing: `"${source}"` });
  }

  await room.select('All have ended');
  await settings.pick('Wait for', 'All that ran');

  await room.select('One XML document');
  await fields(room, {
    '@customerId': 'param_customerId',
    // Paths that nobody names go by the ids of the steps that they come from.
    name: 'body.httpClient?.name',
    terms: 'body.postgresQuery?.terms',
    order: 'body.map2?.open.map(order => ({ "@id": order.order_id, item: order.item }))',
    warning: '[body.map, body.map3, body.map5].filter(one => one !== undefined).map(one => one.missing)',
  });
  await settings.pick('Result', 'XML');
  await settings.fill('Root element', 'orderOverview');

  await room.select('As the XSD has it?');
  await settings.pick('Against', 'XSD');
  await settings.paste('XSD', readFileSync(path.join(import.meta.dirname, '../order-overview.xsd'), 'utf8'));

  await room.select('Keep a summary');
  await settings.choose('Connection', 'Demo: database');
  await settings.fill('Table', 'order_summaries');
  await settings.add('Columns');
  await settings.item('Columns', 1).fill('Column', 'customer_id');
  await settings.item('Columns', 1).fill('Value', 'param_customerId');
  await settings.item('Columns', 1).switchOn('Key');

  await room.select('Put it on the file server');
  await settings.choose('Connection', 'Demo: files');
  await settings.fill('Path', 'out/test-{{ param_customerId }}.xml');
}

async function nameItems(room: CanvasRoom, list: string, ids: readonly string[]) {
  for (const [index, id] of ids.entries()) {
    await room.settings.item(list, index + 1).fill('Id', id);
    await room.settings.item(list, index + 1).fill('Title', id);
  }
}

async function fields(room: CanvasRoom, wanted: Readonly<Record<string, string>>) {
  for (const [index, [target, expression]] of Object.entries(wanted).entries()) {
    await room.settings.add('Fields');
    await room.settings.item('Fields', index + 1).fill('Target', target);
    await room.settings.item('Fields', index + 1).fill('Value', expression);
  }
}

async function drawLinks(room: CanvasRoom) {
  const links: ReadonlyArray<readonly [from: string, to: string, port?: string]> = [
    [start, 'Ask all three'],
    ['Ask all three', 'Customer, if it answers', 'customer'],
    ['Ask all three', 'Orders, if they are there', 'orders'],
    ['Ask all three', 'Terms, if they are there', 'terms'],
    ['Customer, if it answers', 'Customer', 'try'],
    ['Customer, if it answers', 'Without the customer', 'catch'],
    ['Orders, if they are there', 'Newest order file', 'try'],
    ['Orders, if they are there', 'Without the orders', 'catch'],
    ['Terms, if they are there', 'Payment terms', 'try'],
    ['Terms, if they are there', 'Without the terms', 'catch'],
    ['Newest order file', 'CSV to JSON', 'file'],
    ['CSV to JSON', 'The open ones'],
    ['Customer', 'All have ended'],
    ['Without the customer', 'All have ended'],
    ['The open ones', 'All have ended'],
    ['Without the orders', 'All have ended'],
    ['Payment terms', 'All have ended'],
    ['Without the terms', 'All have ended'],
    ['All have ended', 'One XML document'],
    ['One XML document', 'As the XSD has it?'],
    ['As the XSD has it?', 'Answer', 'valid'],
    ['Answer', 'After the reply'],
    ['After the reply', 'Keep a summary', 'summary'],
    ['After the reply', 'Put it on the file server', 'file'],
  ];
  for (const link of links) await room.connect(...link);
}
