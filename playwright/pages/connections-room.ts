import { expect, type Page } from '@playwright/test';
import { settingsForm } from './settings-form.ts';

/** The systems that processes reach. */
export function connectionsRoom(page: Page) {
  const room = page.getByRole('main', { name: 'Connections' });
  const dialog = page.getByRole('dialog');
  const row = (name: string) => room.getByRole('listitem').filter({ has: page.getByRole('button', { name, exact: true }) });
  return {
    room,
    row,
    dialog,
    form: settingsForm(page, dialog),
    outcome: dialog.getByRole('status'),
    visit: async () => {
      await page.goto('/connections');
      await expect(room.getByRole('heading', { name: 'Connections' })).toBeVisible();
    },
    create: async (type: string) => {
      await room.getByRole('button', { name: 'New connection' }).click();
      await page.getByRole('menuitem', { name: type }).click();
      await expect(dialog).toBeVisible();
    },
    edit: async (name: string) => {
      await row(name).getByRole('button', { name, exact: true }).click();
      await expect(dialog).toBeVisible();
    },
    test: () => dialog.getByRole('button', { name: 'Test the connection' }).click(),
    save: async () => {
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect(dialog).toBeHidden();
    },
    cancel: async () => {
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await expect(dialog).toBeHidden();
    },
  };
}
