/**
 * Photographs all rooms of a fresh Weft, small and large, light and dark, into a temporary folder, and the README's picture:
 * `sh tooling/launch/with-node.sh playwright/screenshots.ts`. With names of rooms it photographs only those.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from '@playwright/test';
import { admin } from './admin.ts';
import { call } from './call.ts';
import { signInRoom } from './pages/sign-in-room.ts';
import { parkOrders } from './parked-orders.ts';
import { publish } from './publish.ts';

const repository = path.resolve(import.meta.dirname, '..');
const studioPort = 20_000 + Math.floor(Math.random() * 10_000);
const studio = `http://127.0.0.1:${studioPort}`;
const gateway = `http://127.0.0.1:${studioPort + 1}`;
const folder = mkdtempSync(path.join(tmpdir(), 'weft-pictures-'));
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
];
const themes = ['light', 'dark'] as const;
const wanted = process.argv.slice(2);

const rooms: Record<string, (page: Page) => Promise<unknown>> = {
  processes: (page) => open(page, '/processes'),
  canvas: async (page) => {
    await open(page, '/processes/first-mashup');
    await tryIt(page);
    await page.getByRole('button', { name: 'Fit the process into view' }).click();
  },
  inspector: async (page) => {
    await open(page, '/processes/first-mashup');
    await page.getByRole('group', { name: 'Put together', exact: true }).click();
  },
  publish: async (page) => {
    await open(page, '/processes/first-mashup');
    await page.getByRole('button', { name: /^Publish/ }).click();
    await page.getByRole('dialog').waitFor();
  },
  endpoints: (page) => open(page, '/endpoints'),
  // A fresh Weft has nothing on the clock: first the empty room, then one with a schedule.
  'schedules-empty': (page) => open(page, '/schedules'),
  schedules: async (page) => {
    await publishNightly(page);
    await open(page, '/schedules');
  },
  'schedule-canvas': async (page) => {
    await publishNightly(page);
    await open(page, '/processes/nightly');
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('region', { name: 'Outcome' }).getByText('It succeeded').waitFor();
  },
  'first-hints': async (page) => {
    await open(page, '/processes');
    await page.getByRole('button', { name: 'New process', exact: true }).click();
    await page.getByRole('list', { name: 'First steps' }).waitFor();
  },
  executions: (page) => open(page, '/executions'),
  execution: async (page) => {
    await open(page, '/executions?process=first-mashup');
    await page.getByRole('link', { name: 'First mashup' }).first().click();
    await page.getByRole('list', { name: 'Waterfall' }).waitFor();
    await page.getByRole('group', { name: 'Customer', exact: true }).click();
  },
  'parked-empty': (page) => open(page, '/parked'),
  parked: async (page) => {
    await parkOrders(page, { studio, gateway });
    await open(page, '/parked');
  },
  'parked-document': async (page) => {
    await openParked(page);
    await page.getByRole('button', { name: 'Edit the body' }).click();
    await page.getByRole('button', { name: 'Save' }).waitFor();
    await page.getByRole('region', { name: 'Edit the body' }).getByText('"customer"').waitFor();
  },
  'parked-unknown': async (page) => {
    // No worker dies here: what the server says is changed on its way.
    await page.route('**/api/v1/parked-documents/*', async (route) => {
      const response = await route.fetch();
      const reason = 'The step "Release" had begun when its worker died, so nobody knows whether it took effect; it was not run again.';
      await route.fulfill({ response, json: { ...(await response.json()), kind: 'outcome-unknown', port: null, reason } });
    });
    await openParked(page);
    await page.getByRole('button', { name: 'Send on' }).click();
    await page.getByRole('radio', { name: 'It did not happen' }).check();
    await page.unroute('**/api/v1/parked-documents/*');
  },
  'call-process': async (page) => {
    await parkOrders(page, { studio, gateway });
    await open(page, '/processes/orders');
    await page.getByRole('group', { name: 'Call process', exact: true }).click();
  },
  called: async (page) => {
    await parkOrders(page, { studio, gateway });
    await open(page, '/executions?process=orders');
    await page.getByRole('link', { name: 'Orders', exact: true }).first().click();
    await page.getByRole('tab', { name: 'Called executions' }).click();
    await page.getByRole('link', { name: 'Price an order' }).first().waitFor();
  },
  connections: (page) => open(page, '/connections'),
  people: (page) => open(page, '/settings/people'),
  'endpoint-keys': (page) => open(page, '/settings/endpoint-keys'),
  audit: (page) => open(page, '/settings/audit'),
  account: (page) => open(page, '/settings/account'),
};

const weft = spawn('sh', [path.join(repository, 'tooling/launch/with-node.sh'), 'tooling/launch/start.ts'], {
  cwd: repository,
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    ...process.env,
    WEFT_DATA_DIR: path.join(folder, 'data'),
    WEFT_STUDIO_PORT: String(studioPort),
    WEFT_GATEWAY_PORT: String(studioPort + 1),
    WEFT_ADMIN_EMAIL: admin.email,
    WEFT_ADMIN_PASSWORD: admin.password,
  },
});
try {
  await ready();
  await photograph();
} finally {
  weft.kill('SIGINT');
}

async function ready(): Promise<void> {
  for await (const line of createInterface({ input: weft.stdout })) {
    console.log(line);
    if (line.startsWith('Weft is ready')) break;
  }
  // Nobody reads on; a full pipe would hold the program up.
  weft.stdout.resume();
  if (weft.exitCode !== null) throw new Error('Weft did not start; its message stands above.');
}

async function photograph(): Promise<void> {
  for (const customer of [1, 2, 4, 8, 11]) await call(`${gateway}/ws/rest/demo/first-mashup/${customer}`).reply;
  await call(`${gateway}/ws/rest/demo/hello?name=Ada`).reply;
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const first = await browser.newContext({ baseURL: studio });
    await signInRoom(await first.newPage()).enter(admin);
    const storageState = await first.storageState();
    for (const viewport of sizes) {
      for (const colorScheme of themes) {
        const context = await browser.newContext({ baseURL: studio, storageState, viewport, colorScheme, reducedMotion: 'reduce' });
        const page = await context.newPage();
        for (const [name, visit] of Object.entries(rooms)) {
          if (wanted.length > 0 && !wanted.includes(name)) continue;
          await visit(page);
          await still(page);
          await page.screenshot({ path: path.join(folder, `${name}-${viewport.width}-${colorScheme}.png`), animations: 'disabled' });
        }
        await context.close();
      }
    }
  } finally {
    await browser.close();
  }
  if (wanted.length > 0 && !wanted.includes('canvas')) return console.log(`The pictures are in ${folder}.`);
  const picture = path.join(repository, 'docs/images/canvas.png');
  copyFileSync(path.join(folder, 'canvas-1440-light.png'), picture);
  console.log(`All pictures are in ${folder}; the README's has ${Math.round(statSync(picture).size / 1024)} KB.`);
}

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('main').waitFor();
  await page.getByRole('status', { name: /^Loading/ }).waitFor({ state: 'detached' });
}

/** Sends a request to the draft and waits for its reply. */
async function tryIt(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByRole('textbox', { name: 'customerId' }).fill('8');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('region', { name: 'Reply' }).getByText('customerSnapshot').first().waitFor();
}

/** Publishes a process that the clock starts, as the person who is signed in; the second time changes nothing. */
async function publishNightly(page: Page): Promise<void> {
  const config = { when: { every: 'day', at: '06:30' }, timeZone: 'America/New_York', missed: 'once', overlap: 'skip' };
  const file = {
    formatVersion: 1,
    name: 'Nightly report',
    steps: {
      start: { type: 'schedule', version: 1, config, position: { x: 0, y: 0 } },
      message: {
        type: 'message',
        version: 1,
        config: { content: { format: 'text', template: 'Due at {{ properties.schedule_due_at }}', contentType: 'text/plain' } },
        position: { x: 280, y: 0 },
      },
    },
    links: [{ from: { step: 'start', port: 'out' }, to: 'message' }],
  };
  await publish(page, studio, 'nightly', file);
}

async function openParked(page: Page): Promise<void> {
  await parkOrders(page, { studio, gateway });
  await open(page, '/parked');
  await page.getByRole('link', { name: /A-1017/ }).click();
  await page.getByRole('region', { name: 'Body' }).waitFor();
}

/** Everything has moved to its place and all fonts are there. */
async function still(page: Page): Promise<void> {
  await page.mouse.move(700, 1);
  await page.evaluate('document.fonts.ready');
  let before: Buffer | undefined;
  for (let tries = 0; tries < 20; tries += 1) {
    const now = await page.screenshot({ animations: 'disabled' });
    if (before?.equals(now)) return;
    before = now;
  }
}
