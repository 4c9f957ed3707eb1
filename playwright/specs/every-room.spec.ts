import type { Page } from '@playwright/test';
import { call } from '../call.ts';
import { expect, test } from '../fixtures.ts';
import { executionsRoom } from '../pages/executions-room.ts';

/** Every page of the studio that has an address of its own. */
const rooms: ReadonlyArray<{ readonly path: string; readonly title: string; readonly main: string | RegExp }> = [
  { path: '/processes', title: 'Processes · Weft', main: 'Processes' },
  { path: '/processes/first-mashup', title: 'First mashup · Weft', main: 'Process First mashup' },
  { path: '/endpoints', title: 'Endpoints · Weft', main: 'Endpoints' },
  { path: '/schedules', title: 'Schedules · Weft', main: 'Schedules' },
  { path: '/executions', title: 'Executions · Weft', main: 'Executions' },
  { path: '/parked', title: 'Parked documents · Weft', main: 'Parked documents' },
  { path: '/connections', title: 'Connections · Weft', main: 'Connections' },
  { path: '/settings/people', title: 'Settings · Weft', main: 'Settings' },
  { path: '/settings/tokens', title: 'Settings · Weft', main: 'Settings' },
  { path: '/settings/endpoint-keys', title: 'Settings · Weft', main: 'Settings' },
  { path: '/settings/audit', title: 'Settings · Weft', main: 'Settings' },
  { path: '/settings/account', title: 'Settings · Weft', main: 'Settings' },
];

for (const { path, title, main } of rooms) {
  test(`${path} has its title, names all its controls, and fits into 1024 by 768`, async ({ page }) => {
    await page.goto(path);
    await expect(page).toHaveTitle(title);
    await expect(page.getByRole('main', { name: main, exact: true })).toHaveCount(1);
    await settled(page);
    expect(await namelessControls(page)).toEqual([]);
    await page.setViewportSize({ width: 1024, height: 768 });
    expect(await overflow(page), 'pixels that stick out to the right').toBe(0);
  });
}

test('an execution has its title and names all its controls', async ({ page }) => {
  await page.goto('/endpoints');
  await page.getByRole('button', { name: 'Copy the address of Hello' }).click();
  expect((await call(await page.evaluate<string>('navigator.clipboard.readText()')).reply).status).toBe(200);
  const executions = executionsRoom(page);
  await executions.visit();
  const { main, waterfall } = await executions.open('Hello', 'succeeded');
  await expect(waterfall).toHaveCount(3);
  await expect(page).toHaveTitle(/Execution.* · Weft/);
  await expect(main).toHaveCount(1);
  expect(await namelessControls(page)).toEqual([]);
});

test('the inspector of every step type names all its controls', async ({ page }) => {
  await page.goto('/processes/first-mashup');
  const cards = page.getByRole('region', { name: 'Canvas' }).getByRole('group');
  await expect(cards).toHaveCount(9);
  for (const card of await cards.all()) {
    // The inspector takes room from the canvas when it opens, and cards go out of sight.
    await page.getByRole('button', { name: 'Fit the process into view' }).click();
    await card.click();
    await expect(page.getByRole('tabpanel', { name: 'Settings' })).toBeVisible();
    expect(await namelessControls(page), await card.ariaSnapshot()).toEqual([]);
  }
});

test('the drawer and the dialogs name all their controls', async ({ page }) => {
  await page.goto('/processes/first-mashup');
  await page.getByRole('button', { name: 'Try it' }).click();
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeVisible();
  expect(await namelessControls(page)).toEqual([]);
  for (const tab of ['Data', 'Log', 'Problems']) {
    await page.getByRole('region', { name: 'Drawer' }).getByRole('tab', { name: tab }).click();
    expect(await namelessControls(page), tab).toEqual([]);
  }
  await page.getByRole('button', { name: /^Publish/ }).click();
  await expect(page.getByRole('dialog', { name: 'Publish' })).toBeVisible();
  expect(await namelessControls(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.goto('/connections');
  await page.getByRole('button', { name: 'Demo: database', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Connection Demo: database' })).toBeVisible();
  expect(await namelessControls(page)).toEqual([]);
});

test('an address that leads nowhere says so', async ({ page, watch }) => {
  watch.allow(/status of 404/);
  await page.goto('/nowhere');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: /processes/i }).last()).toBeVisible();
  await page.goto('/executions/0190c0de-0000-7000-8000-000000000000');
  await expect(page.getByRole('heading', { name: 'There is no such execution' })).toBeVisible();
});

test.describe('to those who are not signed in', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('every room is closed, and the sign-in page names all its controls', async ({ page }) => {
    for (const { path } of rooms) {
      await page.goto(path);
      await expect(page).toHaveURL(/\/sign-in/);
    }
    await expect(page).toHaveTitle('Sign in · Weft');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    expect(await namelessControls(page)).toEqual([]);
  });

  test('a wrong password is refused in words', async ({ page, watch }) => {
    watch.allow(/status of 401/);
    await page.goto('/sign-in');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@example.com');
    await page.getByRole('textbox', { name: 'Password' }).fill('not-her-password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText(/password/i);
  });
});

/** The skeletons are gone. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
}

/** What can be operated, yet has no name for those who cannot see it. */
async function namelessControls(page: Page): Promise<string[]> {
  const tree = await page.ariaSnapshot();
  return tree
    .split('\n')
    .map((line) => line.trim())
    .filter((line) =>
      /^- (?:button|link|textbox|combobox|searchbox|switch|checkbox|radio|tab|menuitem|dialog|alertdialog)(?: \[[^\]]*\])*:?$/.test(line),
    );
}

/** By how many pixels the page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
