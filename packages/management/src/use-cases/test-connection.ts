import { type TestedConnection, testConnectionPath, testedConnectionSchema } from '@weft/call/internal-api';
import { WeftError } from '@weft/errors';
import { combineSecrets } from '@weft/step-kit';
import type { ManagementServices } from '../services.ts';
import { callInternal } from './call-internal.ts';
import { type ConnectionDraft, completeConnection } from './complete-connection.ts';

const timeoutMs = 30_000;

/**
 * Lets a worker reach the system once: the studio itself never calls out.
 * @throws WeftError `CONFIG_INVALID`, `OVERLOADED` where no worker is up. That the system cannot be reached is an answer, no error.
 */
export async function testConnection(
  services: Pick<ManagementServices, 'database' | 'catalog' | 'vault' | 'internalToken'>,
  draft: ConnectionDraft,
): Promise<TestedConnection> {
  const { config, secrets } = await completeConnection(services, draft);
  const workers = await services.database.workers.live();
  const worker = workers[Math.floor(Math.random() * workers.length)];
  if (worker === undefined) {
    throw new WeftError('OVERLOADED', 'No worker is up that could try the connection. Look whether the worker runs.', { retryable: true });
  }
  return callInternal({
    baseUrl: worker.internalUrl,
    path: testConnectionPath,
    token: services.internalToken,
    body: { type: draft.type, config: combineSecrets(config, secrets) },
    answer: testedConnectionSchema,
    timeoutMs,
  });
}
