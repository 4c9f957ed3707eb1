import type { ExecutionFilter } from '@weft/database';
import type { EventSink } from '../http/event-stream.ts';
import { presentExecution } from '../schemas/execution.ts';
import type { ManagementServices } from '../services.ts';

/** Sends the newest page that fits `filter` as `executions`, again whenever it may have changed. */
export async function watchExecutions(
  { database }: Pick<ManagementServices, 'database'>,
  filter: Omit<ExecutionFilter, 'after'>,
  sink: EventSink,
): Promise<AsyncDisposable> {
  let sending = false;
  let again = false;
  const send = async (): Promise<void> => {
    again = true;
    if (sending) return;
    sending = true;
    try {
      while (again && !sink.signal.aborted) {
        again = false;
        const { executions } = await database.executions.list(filter);
        sink.send({ event: 'executions', data: { executions: executions.map(presentExecution) } });
      }
    } catch {
      sink.end();
    } finally {
      sending = false;
    }
  };
  const subscription = await database.executions.watchList(() => void send());
  await send();
  return subscription;
}
