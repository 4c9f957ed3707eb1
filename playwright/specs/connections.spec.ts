import { expect, test } from '../fixtures.ts';
import { connectionsRoom } from '../pages/connections-room.ts';

const secret = 'a-token-that-nobody-must-see-again';

test('a connection is made and tried, and its secret never comes back', async ({ page }) => {
  const bodies: string[] = [];
  const reading: Promise<void>[] = [];
  page.on('response', (response) => {
    reading.push(
      response.text().then(
        (text) => void bodies.push(`${response.url()}\n${JSON.stringify(response.headers())}\n${text}`),
        // Redirects have no body.
        () => {},
      ),
    );
  });
  const connections = connectionsRoom(page);
  const { form } = connections;
  await connections.visit();
  await connections.edit('Demo: customer service');
  const baseUrl = await form.field('Base URL').inputValue();
  await connections.cancel();

  await test.step('a service that answers', async () => {
    await connections.create('HTTP service');
    await form.fill('Name', 'Customers with a token');
    await form.fill('Base URL', baseUrl);
    await form.choose('Authentication', 'Bearer token');
    await form.fill('Token', secret);
    await connections.test();
    await expect(connections.outcome).toHaveText(/answer/);
    await connections.save();
  });
  const row = connections.row('Customers with a token');
  await expect(row).toContainText('1 secret set');
  await row.getByRole('button', { name: 'Test Customers with a token' }).click();
  await expect(row.getByRole('status')).toHaveText(/answer/);

  await test.step('the secret is only replaced, never shown', async () => {
    await page.reload();
    await connections.edit('Customers with a token');
    await expect(form.field('Base URL')).toHaveValue(baseUrl);
    await expect(form.field('Token')).toBeHidden();
    await expect(connections.dialog.getByRole('button', { name: 'Token' })).toHaveText('Replace');
    await expect(connections.dialog).not.toContainText(secret);
    await connections.test();
    await expect(connections.outcome).toHaveText(/answer/);
  });

  await test.step('a service that does not answer', async () => {
    await form.fill('Base URL', 'http://127.0.0.1:9/');
    await connections.test();
    await expect(connections.outcome).toHaveText(/\w+ .*127\.0\.0\.1/);
    await expect(connections.outcome).not.toHaveText(/answered/);
    await connections.cancel();
  });

  await Promise.all(reading);
  expect(bodies.length).toBeGreaterThan(5);
  expect(bodies.filter((body) => body.includes(secret))).toEqual([]);
});

test('a form says at its field what is wrong', async ({ page, watch }) => {
  watch.allow(/status of 4\d\d/);
  const connections = connectionsRoom(page);
  await connections.visit();
  await connections.create('HTTP service');
  await connections.form.fill('Base URL', 'not an address');
  await connections.dialog.getByRole('button', { name: 'Save' }).click();
  await expect(connections.dialog.getByText('This is no URL.')).toBeVisible();
  await connections.cancel();
});

test('a connection that a live process uses cannot be deleted; another one can', async ({ page, watch }) => {
  watch.allow(/status of 409/);
  const connections = connectionsRoom(page);
  const confirm = page.getByRole('alertdialog');
  await connections.visit();
  await connections.row('Demo: database').getByRole('button', { name: 'Delete Demo: database' }).click();
  await confirm.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('region', { name: /Notifications/ })).toContainText(/First mashup|used/);
  await expect(connections.row('Demo: database')).toBeVisible();

  await connections.create('PostgreSQL');
  await connections.form.fill('Name', 'Not needed');
  await connections.form.fill('Host', 'db.example.com');
  await connections.form.fill('Database', 'nothing');
  await connections.form.fill('User', 'nobody');
  await connections.save();
  await connections.row('Not needed').getByRole('button', { name: 'Delete Not needed' }).click();
  await confirm.getByRole('button', { name: 'Delete' }).click();
  await expect(connections.row('Not needed')).toBeHidden();
});
