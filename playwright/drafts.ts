import type { APIRequestContext } from '@playwright/test';

/** The draft of a process as the server has it. */
export async function savedDraft(request: APIRequestContext, id: string): Promise<Record<string, unknown>> {
  const response = await request.get(`/api/v1/processes/${id}`);
  const { draft } = (await response.json()) as { draft: Record<string, unknown> };
  return draft;
}
