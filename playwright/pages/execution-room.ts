import type { Page } from '@playwright/test';
import { drawing } from './drawing.ts';

/** One execution: its canvas lit with what happens, the waterfall, documents, log. */
export function executionRoom(page: Page) {
  const main = page.getByRole('main', { name: 'Execution', exact: true });
  const details = main.getByRole('complementary', { name: 'Details' });
  return {
    main,
    canvas: drawing(page, main),
    /** Offered as long as it runs. */
    cancel: main.getByRole('button', { name: 'Cancel' }),
    /** Offered once it has ended. */
    runAgain: main.getByRole('button', { name: 'Run again' }),
    error: main.getByRole('alert').filter({ has: page.getByRole('link', { name: 'Open its settings' }) }),
    log: details.getByRole('log', { name: 'Log' }),
    waterfall: details.getByRole('list', { name: 'Waterfall' }).getByRole('button'),
    show: (tab: 'Data' | 'Log' | 'Call' | 'Called executions') => details.getByRole('tab', { name: new RegExp(`^${tab}\\b`) }).click(),
  };
}
