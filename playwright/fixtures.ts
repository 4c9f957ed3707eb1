import { test as base, expect } from '@playwright/test';
import { admin } from './admin.ts';
import { signInRoom } from './pages/sign-in-room.ts';
import { type Watch, watchContext } from './watch.ts';

export { expect };

type StorageState = Awaited<ReturnType<import('@playwright/test').BrowserContext['storageState']>>;

interface WorkerFixtures {
  /** The cookies of the admin, who signs in once for all tests of a file. */
  readonly session: StorageState;
}

interface TestFixtures {
  /** What the browser complains about; a test that ends with a complaint fails, whatever it is about. */
  readonly watch: Watch;
}

/** The `test` of all specs: signed in as the admin, and watched. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  session: [
    async ({ browser }, use, { project }) => {
      const context = await browser.newContext({ baseURL: project.use.baseURL ?? '' });
      const page = await context.newPage();
      await signInRoom(page).enter(admin);
      const state = await context.storageState();
      await context.close();
      await use(state);
    },
    { scope: 'worker' },
  ],
  storageState: ({ session }, use) => use(session),
  watch: [
    async ({ context }, use) => {
      const watch = await watchContext(context);
      await use(watch);
      expect(watch.complaints()).toEqual([]);
    },
    { auto: true },
  ],
});
