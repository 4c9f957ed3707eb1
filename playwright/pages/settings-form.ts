import type { Locator, Page } from '@playwright/test';

/** A generated form: fields by the titles that people read. */
export function settingsForm(page: Page, within: Locator) {
  const field = (title: string) => within.getByRole('textbox', { name: titled(title) });
  return {
    within,
    field,
    fill: (title: string, text: string) => field(title).fill(text),
    /** One of several that lie side by side. */
    pick: (title: string, option: string) =>
      within
        .getByRole('radiogroup', { name: titled(title) })
        .getByRole('radio', { name: option, exact: true })
        .click(),
    /** One of a list that opens. */
    choose: async (title: string, option: string) => {
      await within.getByRole('combobox', { name: titled(title) }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    },
    /** Opens what only few need. */
    more: () => within.getByRole('button', { name: 'More settings' }).click(),
    switchOn: (title: string) => within.getByRole('switch', { name: title }).check(),
    /** One item of a list, as a form of its own; counted from one. */
    item: (list: string, number: number) => settingsForm(page, within.getByRole('region', { name: `${list} ${number}`, exact: true })),
    add: (list: string) => within.getByRole('button', { name: `Add to ${list}`, exact: true }).click(),
    /** Replaces what stands in a code field by typing. */
    code: async (title: string, text: string) => {
      const editor = field(title);
      await editor.focus();
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
      await page.keyboard.type(text);
      // Closes the list of suggestions, should one be open.
      await page.keyboard.press('Escape');
    },
    /** Replaces what stands in a code field by what is in the clipboard. */
    paste: async (title: string, text: string) => {
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
      await field(title).focus();
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Control+V');
    },
  };
}

export type SettingsForm = ReturnType<typeof settingsForm>;

function titled(title: string): RegExp {
  return new RegExp(`^${title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}( · optional)?$`);
}
