import type { ExecuteJob } from '@weft/call';
import { type RunningWeft, until } from './running-weft.ts';

/** Sends a parked document on, as the management API does, and waits for the end of the execution in which it goes on. */
export async function sendOn(
  { database }: RunningWeft,
  id: string,
  entry: { readonly stepId: string; readonly port?: string },
): Promise<string> {
  const found = await database.parked.get(id);
  if (found === undefined) throw new Error('It is not parked.');
  const { environmentId, processId, versionId, executionId: parentId } = found.parked;
  const { document, properties } = found;
  const executionId = `resumed-${id}`;
  const job: ExecuteJob = {
    ...{ executionId, environmentId, processId, versionId, parentId, entry },
    properties: { ...properties },
    document: { ...document, properties: { ...document.properties } },
    ...{ trigger: 'resume', mode: 'general', acceptedAt: Date.now(), inbox: true },
  };
  await database.parked.resolve(id, { kind: 'resumed', by: 'test', executionId, job: JSON.stringify(job) });
  await until(async () => (await database.executions.get(executionId))?.finishedAt !== undefined);
  return executionId;
}
