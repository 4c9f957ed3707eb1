import { expect, type Page } from '@playwright/test';

/** Makes a version of the draft and shows where it is live. */
export function publishDialog(page: Page) {
  const dialog = page.getByRole('dialog');
  return {
    dialog,
    note: dialog.getByRole('textbox', { name: /^Note/ }),
    now: dialog.getByRole('button', { name: 'Publish now' }),
    /** Publishes, and returns the address from the clipboard, where a person would take it. */
    confirm: async (version: number): Promise<string> => {
      await dialog.getByRole('button', { name: 'Publish now' }).click();
      await expect(dialog.getByRole('heading', { name: `Version ${version} is live` })).toBeVisible();
      await expect(dialog.getByRole('status')).toHaveText('Live on 1 of 1 gateway.');
      await dialog.getByRole('button', { name: 'Copy address' }).click();
      await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
      const address = await page.evaluate<string>('navigator.clipboard.readText()');
      await dialog.getByRole('button', { name: 'Done' }).click();
      await expect(dialog).toBeHidden();
      return address;
    },
  };
}
