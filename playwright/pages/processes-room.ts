import { expect, type Page } from '@playwright/test';
import { type CanvasRoom, canvasRoom } from './canvas-room.ts';

/** The list of processes. */
export function processesRoom(page: Page) {
  const room = page.getByRole('main', { name: 'Processes' });
  const opened = async (name: string | RegExp): Promise<CanvasRoom> => {
    await expect(page.getByRole('textbox', { name: 'Process name' })).toHaveValue(name);
    const canvas = canvasRoom(page);
    await expect(canvas.saveState).toHaveText('saved');
    return canvas;
  };
  return {
    room,
    rows: room.getByRole('list', { name: 'Processes' }).getByRole('listitem'),
    visit: async () => {
      await page.goto('/processes');
      await expect(room.getByRole('heading', { name: 'Processes' })).toBeVisible();
    },
    /** An empty canvas. */
    create: async () => {
      await room.getByRole('button', { name: 'New process', exact: true }).click();
      return opened(/^New process/);
    },
    /** A process from a file, as if it had been chosen from the disk. */
    importFile: async (file: { readonly name: string }) => {
      const chooser = page.waitForEvent('filechooser');
      await room.getByRole('button', { name: 'Import' }).click();
      const buffer = Buffer.from(JSON.stringify(file));
      await (await chooser).setFiles({ name: 'process.json', mimeType: 'application/json', buffer });
      return opened(file.name);
    },
    open: async (name: string) => {
      await room.getByRole('link', { name, exact: true }).click();
      return opened(name);
    },
  };
}
