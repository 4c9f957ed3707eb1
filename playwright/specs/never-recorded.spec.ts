import { expect, test } from '../fixtures.ts';

test('values that a process marks are not shown in what was recorded', async ({ page, baseURL }) => {
  const endpoint = { path: 'marked', methods: ['POST'] };
  const steps = {
    start: { type: 'http-endpoint', version: 1, config: endpoint, position: { x: 0, y: 0 } },
    reply: { type: 'reply', version: 1, config: {}, position: { x: 280, y: 0 } },
  };
  const links = [{ from: { step: 'start', port: 'out' }, to: 'reply' }];
  const marked = { formatVersion: 1, name: 'Marked', steps, links };
  await page.request.post('/api/v1/processes', { headers: { origin: baseURL ?? '' }, data: { id: 'marked', file: marked } });
  await page.goto('/processes/marked');
  await page.getByRole('button', { name: 'More about publishing' }).click();
  await page.getByRole('menuitem', { name: 'Process settings' }).click();
  const marks = page.getByLabel('Never record');
  await marks.fill('//a/b');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('more than one name');
  await marks.fill('//iban');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.locator('#try-body').fill('{"iban": "DE1234", "n": 1}');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Reply' })).toContainText('DE1234');
  await page.getByRole('region', { name: 'Canvas' }).getByRole('group', { name: 'Reply' }).click();
  await page.getByRole('region', { name: 'Drawer' }).getByRole('tab', { name: 'Data' }).click();
  const data = page.getByRole('tabpanel', { name: 'Data' });
  await expect(data).toContainText('[redacted]');
  await expect(data).not.toContainText('DE1234');
});
