import type { Page } from '@playwright/test';

/** Stores and publishes a process, as the person who is signed in. False where it is there already: then nothing changes. */
export async function publish(page: Page, studio: string, id: string, file: object): Promise<boolean> {
  const headers = { origin: studio };
  const created = await page.request.post('/api/v1/processes', { headers, data: { id, file } });
  if (created.status() === 409) return false;
  const published = await page.request.post(`/api/v1/processes/${id}/publish`, { headers, data: {} });
  if (!published.ok()) throw new Error(await published.text());
  return true;
}
