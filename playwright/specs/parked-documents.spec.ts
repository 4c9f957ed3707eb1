import { expect, test } from '../fixtures.ts';
import { executionRoom } from '../pages/execution-room.ts';
import { parkOrders } from '../parked-orders.ts';

test('a parked document is mended and sent on, another is discarded', async ({ page, baseURL, watch }) => {
  // The browser tells of the JSON that is refused.
  watch.allow(/^console: Failed to load resource: the server responded with a status of 400/);
  await parkOrders(page, { studio: baseURL ?? '', gateway: `http://127.0.0.1:${process.env['WEFT_TEST_GATEWAY_PORT']}` });
  await page.goto('/parked');
  await expect(page.getByRole('row', { name: /has no customer number/ })).toHaveCount(3);

  await test.step('its body is mended', async () => {
    await page.getByRole('link', { name: 'Order A-1017 has no customer number' }).click();
    await page.getByRole('button', { name: 'Edit the body' }).click();
    const editor = page.getByRole('region', { name: 'Edit the body' }).getByRole('textbox', { name: 'Body' });
    const write = async (text: string) => {
      // The editor is loaded when it is first needed.
      await editor.focus({ timeout: 60_000 });
      await page.keyboard.press('Control+A');
      // Pasted: what is typed has its brackets closed by the editor.
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
      await page.keyboard.press('Control+V');
      await page.getByRole('button', { name: 'Save' }).click();
    };
    await write('{"id":"A-1017","customer":');
    await expect(page.getByRole('alert').filter({ hasText: /JSON/ })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Send on' })).toBeDisabled();
    await write('{"id":"A-1017","customer":"C-4"}');
    await expect(page.getByRole('region', { name: 'Body', exact: true })).toContainText('C-4');
  });

  await test.step('it goes on in an execution of its own', async () => {
    await page.getByRole('button', { name: 'Send on' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send on' }).click();
    const execution = executionRoom(page);
    await expect(execution.runAgain).toBeVisible();
    await execution.show('Log');
    await expect(execution.log).toContainText('Order A-1017 is for C-4');
    await expect(page.getByRole('link', { name: /^resumed from/ })).toBeVisible();
  });

  await test.step('it waits no more', async () => {
    await page.goto('/parked');
    await expect(page.getByRole('row', { name: /has no customer number/ })).toHaveCount(2);
    await page.getByRole('link', { name: 'Order B-2 has no customer number' }).click();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
    await expect(page.getByText(/^Discarded/)).toBeVisible();
    await page.goto('/parked?state=resolved');
    await expect(page.getByRole('row', { name: /sent on|discarded/ })).toHaveCount(2);
  });

  await test.step('an execution shows what it called, and that one who called it', async () => {
    await page.goto('/executions?process=price-order');
    await page.getByRole('link', { name: 'Price an order', exact: true }).first().click();
    await page.getByRole('link', { name: /^called by/ }).click();
    const execution = executionRoom(page);
    await execution.show('Called executions');
    await expect(page.getByRole('link', { name: /Price an order/ })).toBeVisible();
  });
});
