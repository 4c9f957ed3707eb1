import { expect, type Page } from '@playwright/test';

/** The page of those who are not signed in. */
export function signInRoom(page: Page) {
  const form = page.getByRole('main');
  return {
    /** Signs in and waits for the processes. */
    enter: async ({ email, password }: { readonly email: string; readonly password: string }) => {
      await page.goto('/');
      await form.getByRole('textbox', { name: 'E-mail' }).fill(email);
      await form.getByRole('textbox', { name: 'Password' }).fill(password);
      await form.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('main', { name: 'Processes' })).toBeVisible();
    },
  };
}
