import { call } from '../call.ts';
import { expect, test } from '../fixtures.ts';
import { tabTo } from '../keys.ts';
import { canvasRoom } from '../pages/canvas-room.ts';
import { processesRoom } from '../pages/processes-room.ts';

test('hello is drawn, published and called without a mouse', async ({ page }) => {
  test.setTimeout(120_000);
  const { keyboard } = page;
  const processes = processesRoom(page);
  await processes.visit();
  await tabTo(page, processes.room.getByRole('button', { name: 'New process', exact: true }));
  await keyboard.press('Enter');
  const { canvas, settings, ...room } = canvasRoom(page);
  await room.saved();

  await test.step('the start, from the palette', async () => {
    await tabTo(page, room.main.getByRole('searchbox', { name: 'Search steps' }));
    await keyboard.type('endpoint');
    await keyboard.press('Enter');
    await expect(canvas.card('HTTP endpoint')).toBeVisible();
    await tabTo(page, canvas.card('HTTP endpoint'));
    await keyboard.press('Enter');
    await tabTo(page, settings.field('Path'));
    await keyboard.type('test/keyboard');
  });

  const quickAdd = page.getByRole('dialog', { name: 'Add a step' });
  await test.step('a map after it, with Tab', async () => {
    await tabTo(page, canvas.card('HTTP endpoint'), 'Shift+Tab');
    await keyboard.press('Tab');
    await expect(quickAdd).toBeVisible();
    await keyboard.type('map');
    await keyboard.press('Enter');
    await expect(quickAdd).toBeHidden();
    await expect(canvas.link('HTTP endpoint', 'Map')).toHaveCount(1);
    await keyboard.press('Enter');
    await tabTo(page, settings.within.getByRole('button', { name: 'Add to Fields' }), 'Shift+Tab');
    await keyboard.press('Enter');
    await tabTo(page, settings.item('Fields', 1).field('Target'), 'Shift+Tab');
    await keyboard.type('hello');
    await keyboard.press('Tab');
    await keyboard.type("execution.query_name ?? 'world'");
  });

  await test.step('a reply after that', async () => {
    await tabTo(page, canvas.card('Map'), 'Shift+Tab');
    await keyboard.press('Tab');
    await keyboard.type('reply');
    await keyboard.press('Enter');
    await expect(canvas.link('Map', 'Reply')).toHaveCount(1);
  });

  await test.step('arrows walk along the links, Delete and Ctrl Z take away and bring back', async () => {
    await keyboard.press('ArrowLeft');
    await expect(canvas.card('Map')).toBeFocused();
    await keyboard.press('ArrowRight');
    await expect(canvas.card('Reply')).toBeFocused();
    await keyboard.press('Delete');
    await expect(canvas.card('Reply')).toBeHidden();
    await keyboard.press('Control+Z');
    await expect(canvas.link('Map', 'Reply')).toHaveCount(1);
    await room.saved();
  });

  const address = await test.step('published from the command palette', async () => {
    await keyboard.press('Control+K');
    await expect(page.getByRole('dialog', { name: 'Search everything' })).toBeVisible();
    await keyboard.type('publish');
    await keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await tabTo(page, dialog.getByRole('button', { name: 'Publish now' }));
    await keyboard.press('Enter');
    await expect(dialog.getByRole('status')).toHaveText('Live on 1 of 1 gateway.');
    await tabTo(page, dialog.getByRole('button', { name: 'Copy address' }));
    await keyboard.press('Enter');
    await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    return page.evaluate<string>('navigator.clipboard.readText()');
  });
  expect(JSON.parse((await call(`${address}?name=Ada`).reply).text)).toEqual({ hello: 'Ada' });
});

test('the keys are listed where somebody asks for them', async ({ page }) => {
  const processes = processesRoom(page);
  await processes.visit();
  await processes.create();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard and mouse' });
  await expect(help).toContainText('Add a step after the selected one');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
});
