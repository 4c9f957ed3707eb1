import { expect, type Page } from '@playwright/test';

/** All versions of a process, and the way back to one. */
export function versionsDialog(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Versions' });
  const version = (number: number) =>
    dialog.getByRole('list', { name: 'Versions' }).getByRole('button', { name: new RegExp(`^v${number}\\b`) });
  return {
    dialog,
    version,
    rollBackTo: async (number: number) => {
      await version(number).click();
      await dialog.getByRole('button', { name: `Roll back to v${number}` }).click();
      await expect(version(number)).toHaveAccessibleName(new RegExp(`^v${number} ?live`));
    },
    close: async () => {
      await dialog.getByRole('button', { name: 'Close' }).click();
      await expect(dialog).toBeHidden();
    },
  };
}
