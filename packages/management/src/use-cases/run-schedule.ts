import type { StartedExecution } from '@weft/call/internal-api';
import { WeftError } from '@weft/errors';
import type { ManagementServices } from '../services.ts';
import { requireVersion } from './require-process.ts';
import { forward } from './start-execution.ts';

/**
 * Starts what a schedule starts, now, whether or not it is paused; its next time stays. Does not wait for the end.
 * @throws WeftError `NOT_FOUND`, `OVERLOADED` where no gateway is up.
 */
export async function runSchedule(
  services: Pick<ManagementServices, 'database' | 'catalog' | 'environmentId' | 'internalToken' | 'now'>,
  id: string,
  by: string,
): Promise<StartedExecution> {
  const schedule = await services.database.schedules.get(id);
  if (schedule === undefined) throw new WeftError('NOT_FOUND', `There is no schedule "${id}".`);
  const version = await requireVersion(services.database, schedule.processId, schedule.versionId);
  const started = await forward(services, version, {
    document: { contentType: '', base64: '', properties: { schedule_id: id } },
    properties: {},
    wait: false,
    trigger: 'api',
    by,
  });
  await services.database.audit.add({
    ...{ by, action: 'schedule.run', subject: schedule.processId },
    detail: { scheduleId: id, executionId: started.executionId },
  });
  return started;
}
