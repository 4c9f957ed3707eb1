import { admin } from '../admin.ts';
import { call } from '../call.ts';
import { expect, test } from '../fixtures.ts';
import { type Gate, openGate } from '../gate.ts';
import type { CanvasRoom } from '../pages/canvas-room.ts';
import { executionsRoom } from '../pages/executions-room.ts';
import { processesRoom } from '../pages/processes-room.ts';
import { signInRoom } from '../pages/sign-in-room.ts';

const name = 'My first mashup';
const start = 'Snapshot of a customer';

test.describe('the first mashup', () => {
  test.use({ storageState: { cookies: [], origins: [] } });
  test.setTimeout(300_000);

  let gate: Gate;
  test.beforeAll(async () => {
    gate = await openGate();
  });
  test.afterAll(() => gate.close());

  test('is drawn on an empty canvas, published, called and watched while it runs', async ({ page }) => {
    await signInRoom(page).enter(admin);
    const canvas = await processesRoom(page).create();
    await canvas.name.fill(name);
    await canvas.zoomOut(3);

    await test.step('steps are dragged from the palette and filled in', () => drawSteps(canvas));
    await test.step('links are drawn from port to port', () => drawLinks(canvas));
    await test.step('steps are dropped onto links', () => dropOntoLinks(canvas, gate.url));
    await canvas.tidyUp();
    await canvas.saved();

    const address = await test.step('it is published', async () => {
      const dialog = await canvas.publish();
      await expect(dialog.dialog).toContainText('GET at /ws/rest/test/mashup/{customerId}');
      return dialog.confirm(1);
    });
    expect(address).toContain('/ws/rest/test/mashup/{customerId}');
    const urlOf = (customer: number) => address.replace('{customerId}', String(customer));

    await test.step('an HTTP client gets the XML', async () => {
      const { status, contentType, text } = await call(urlOf(4)).reply;
      expect(text).toContain('<customerSnapshot id="4">');
      expect(text).toContain('<name>Żuraw Logistyka</name>');
      expect(text).toMatch(/<terms>.+<\/terms>/);
      expect(text).toMatch(/<creditLimit>.+<\/creditLimit>/);
      expect(contentType).toMatch(/^application\/xml/);
      expect(status).toBe(200);
      expect((await call(urlOf(99)).reply).status).toBe(404);
    });

    await test.step('its steps light up one after the other while it runs', async () => {
      const executions = executionsRoom(page);
      await executions.visit();
      gate.shut();
      const slow = call(urlOf(4));
      const execution = await executions.open(name, 'running');
      await execution.show('Log');
      const state = (title: string) => execution.canvas.state(title);

      await expect(state('Say who is asked for')).toHaveText(/^succeeded/);
      await expect(state('Think')).toHaveText(/^running/);
      await expect(execution.log).toContainText('Snapshot of customer 4');
      await expect(state('Ask both')).toBeHidden();
      await expect(execution.cancel).toBeVisible();
      expect(slow.isAnswered()).toBe(false);

      gate.letOneThrough();
      await expect(state('Think')).toHaveText(/^succeeded/);
      await expect(state('Customer')).toHaveText(/^succeeded/);
      await expect(state('Think again')).toHaveText(/^running/);
      await expect(state('Payment terms')).toBeHidden();
      await expect(state('Put together')).toBeHidden();
      await expect(execution.log).not.toContainText('Found');
      expect(slow.isAnswered()).toBe(false);

      gate.letOneThrough();
      for (const title of ['Payment terms', 'Both are there', 'Put together', 'Say what was found', 'Answer']) {
        await expect(state(title)).toHaveText(/^succeeded/);
      }
      await expect(execution.log).toContainText('Found Żuraw Logistyka');
      await expect(execution.runAgain).toBeVisible();
      await expect(execution.main).toContainText('replied 200');
      await expect(execution.waterfall).toHaveCount(11);
      expect((await slow.reply).status).toBe(200);
    });
  });
});

async function drawSteps(room: CanvasRoom) {
  const { canvas, settings } = room;
  const place = (column: number, row: number) => canvas.besides(start, column, row);
  const area = await canvas.region.boundingBox();
  if (area === null) throw new Error('There is no canvas.');

  await room.dragStep('HTTP endpoint', { x: area.x + 110, y: area.y + 160 });
  await room.rename(start);
  await settings.fill('Path', 'test/mashup/{customerId}');
  await settings.more();
  await settings.fill('Time-out', '120000');

  await room.dragStep('Log', await place(1, 0));
  await room.rename('Say who is asked for');
  await settings.fill('Message', 'Snapshot of customer {{ param_customerId }}');

  await room.dragStep('Branch', await place(2, 0));
  await room.rename('Ask both');
  for (const [index, title] of ['Customer', 'Terms'].entries()) {
    await settings.item('Paths', index + 1).fill('Id', title.toLowerCase());
    await settings.item('Paths', index + 1).fill('Title', title);
  }

  await room.dragStep('HTTP client', await place(3, -0.5));
  await room.rename('Customer');
  await settings.choose('Connection', 'Demo: customer service');
  await settings.fill('URL', 'customers/{{ param_customerId }}');
  await settings.switchOn('Go on after an error status');

  await room.dragStep('PostgreSQL query', await place(3, 0.5));
  await room.rename('Payment terms');
  await settings.choose('Connection', 'Demo: database');
  await settings.code('Statement', 'select terms, credit_limit, currency from payment_terms where customer_id::text = :customerId');
  await settings.add('Parameters');
  await settings.item('Parameters', 1).fill('Name', 'customerId');
  await settings.item('Parameters', 1).fill('Value', 'param_customerId');
  await settings.choose('Result', 'First row');

  await room.dragStep('Join', await place(0, 2));
  await room.rename('Both are there');

  await room.dragStep('Map', await place(1, 2));
  await room.rename('Put together');
  const fields = {
    '@id': 'param_customerId',
    error: 'customer.id === undefined ? (customer.message ?? "The customer service gave no answer.") : undefined',
    name: 'customer.name',
    terms: 'terms?.terms',
    creditLimit: 'terms?.credit_limit',
  };
  for (const [index, [target, expression]] of Object.entries(fields).entries()) {
    await settings.add('Fields');
    await settings.item('Fields', index + 1).fill('Target', target);
    await settings.item('Fields', index + 1).fill('Value', expression);
  }
  await settings.pick('Result', 'XML');
  await settings.fill('Root element', 'customerSnapshot');

  await room.dragStep('Log', await place(2, 2));
  await room.rename('Say what was found');
  await settings.fill('Message', '{{ body.customerSnapshot.error ?? "Found " + body.customerSnapshot.name }}');

  await room.dragStep('Reply', await place(3, 2));
  await room.rename('Answer');
  await settings.fill('Status', '{{ body.customerSnapshot.error === undefined ? 200 : 404 }}');
  await settings.choose('Content type', 'application/xml');
}

async function drawLinks(room: CanvasRoom) {
  await room.connect(start, 'Say who is asked for');
  await room.connect('Say who is asked for', 'Ask both');
  await room.connect('Ask both', 'Customer', 'Customer');
  await room.connect('Ask both', 'Payment terms', 'Terms');
  await room.connect('Customer', 'Both are there');
  await room.connect('Payment terms', 'Both are there');
  await room.connect('Both are there', 'Put together');
  await room.connect('Put together', 'Say what was found');
  await room.connect('Say what was found', 'Answer');
  for (const [from, path] of [
    ['Customer', 'customer'],
    ['Payment terms', 'terms'],
  ] as const) {
    await room.selectLink(from, 'Both are there');
    await room.nameOfPath.fill(path);
  }
}

/** Two steps that wait for the test, so that it can look at the execution for as long as it needs. */
async function dropOntoLinks(room: CanvasRoom, gateUrl: string) {
  const places = [
    { title: 'Think', from: 'Say who is asked for', to: 'Ask both', path: undefined },
    { title: 'Think again', from: 'Ask both', to: 'Payment terms', path: 'Terms' },
  ];
  for (const { title, from, to, path } of places) {
    await room.dragStep('HTTP client', await room.canvas.middleOfLink(from, to, path));
    await room.rename(title);
    await expect(room.canvas.link(from, title)).toHaveCount(1);
    await expect(room.canvas.link(title, to)).toHaveCount(1);
    await room.settings.fill('URL', gateUrl);
    await room.settings.more();
    await room.settings.fill('Time-out', '120000');
  }
}
