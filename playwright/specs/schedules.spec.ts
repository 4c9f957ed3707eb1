import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

const config = { when: { every: 'day', at: '06:30' }, timeZone: 'America/New_York', missed: 'once', overlap: 'skip' };
const file = {
  formatVersion: 1,
  name: 'Nightly report',
  steps: {
    start: { type: 'schedule', version: 1, config, position: { x: 0, y: 0 } },
    note: {
      type: 'log',
      version: 1,
      config: { level: 'info', message: 'due at {{ properties.schedule_due_at }}' },
      position: { x: 280, y: 0 },
    },
  },
  links: [{ from: { step: 'start', port: 'out' }, to: 'note' }],
};

/** Makes the process as the person who is signed in; it is drawn elsewhere. */
async function create(page: Page, baseURL: string, id: string): Promise<void> {
  const created = await page.request.post('/api/v1/processes', { headers: { origin: baseURL }, data: { id, file } });
  expect(created.ok()).toBe(true);
}

test('a process that begins by the clock is tried, published, paused, resumed and run now', async ({ page, baseURL }) => {
  await create(page, baseURL ?? '', 'nightly-report');
  await page.goto('/processes/nightly-report');
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByLabel('Due time').fill('2030-01-02T03:04');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Outcome' })).toContainText('It succeeded');
  await page.getByRole('region', { name: 'Drawer' }).getByRole('tab', { name: 'Log' }).click();
  await expect(page.getByRole('region', { name: 'Drawer' })).toContainText('due at 2030-01-02T');

  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish' });
  await expect(dialog).toContainText('every day at 06:30, America/New_York');
  await dialog.getByRole('button', { name: 'Publish now' }).click();
  await expect(page.getByRole('dialog')).toContainText('06:30 in America/New_York');
  await page.getByRole('button', { name: 'Done' }).click();
  await page
    .getByRole('main')
    .getByRole('link', { name: /^next / })
    .click();

  const row = page.getByRole('row', { name: /Nightly report/ });
  const toggle = row.getByRole('switch', { name: 'Nightly report starts by the clock' });
  await expect(row).toContainText('06:30 in America/New_York');
  await toggle.click();
  await expect(row).toContainText('paused');
  await page.reload();
  await expect(row).toContainText('paused');
  await toggle.click();
  await expect(row).toContainText('06:30 in America/New_York');
  await row.getByRole('button', { name: 'Run Nightly report now' }).click();
  await page.getByRole('button', { name: 'Watch it' }).click();
  await expect(page).toHaveURL(/\/executions\//);
  await expect(page.getByRole('main')).toContainText('succeeded');
});
