import { expect, type Page } from '@playwright/test';
import { executionRoom } from './execution-room.ts';

/** The list of executions, newest first, streaming in. */
export function executionsRoom(page: Page) {
  const room = page.getByRole('main', { name: 'Executions' });
  const filters = room.getByRole('toolbar', { name: 'Filters' });
  const row = (process: string, status: string) =>
    room
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name: process, exact: true }) })
      .filter({ hasText: status });
  return {
    room,
    row,
    rows: room.getByRole('row').filter({ has: page.getByRole('link') }),
    filter: (name: string) => filters.getByRole('button', { name, exact: true }),
    filterByProcess: async (name: string) => {
      await filters.getByRole('combobox', { name: 'Process' }).click();
      await page.getByRole('option', { name, exact: true }).click();
    },
    visit: async () => {
      await page.goto('/executions');
      await expect(room.getByRole('heading', { name: 'Executions' })).toBeVisible();
    },
    open: async (process: string, status: string) => {
      await row(process, status).first().getByRole('link', { name: process, exact: true }).click();
      const execution = executionRoom(page);
      await expect(execution.main).toBeVisible();
      return execution;
    },
  };
}
