import { expect, type Locator, type Page } from '@playwright/test';

/** What is used of the browser's globals, whose types this program does not have. */
interface Window {
  readonly document: { readonly activeElement: unknown };
}

/** Presses Tab (or Shift+Tab) until the element has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, element: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await element.evaluate((node) => node === (globalThis as unknown as Window).document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(element).toBeFocused({ timeout: 1 });
}
