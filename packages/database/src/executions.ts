import { addAuditEntry } from './audit.ts';
import type { ExecutionDetail, Executions } from './contract.ts';
import { type ExecutionRow, listExecutions, summaryColumns, summaryTables, toSummary } from './execution-list.ts';
import { writeRecords } from './execution-records.ts';
import { channels, notify, notifyOnCommit } from './notify.ts';
import type { Store } from './store.ts';
import { throttle } from './throttle.ts';
import { unpackTrace } from './trace-packing.ts';

const listChangeMs = 200;

export function makeExecutions({ prisma, pool, listener }: Store): Executions {
  // Watching the list is a convenience: a wake-up that is lost is made up for by the next one.
  const listChanged = throttle(() => void notify(pool, channels.executions).catch(() => undefined), listChangeMs);

  return {
    async record(records) {
      if (records.length === 0) return;
      await writeRecords(pool, records);
      listChanged.call();
    },

    list: (filter) => listExecutions(pool, filter),

    async get(id) {
      const { rows } = await pool.query<ExecutionRow & { properties: ExecutionDetail['properties']; trace: Buffer }>(
        `SELECT ${summaryColumns}, execution.properties, execution.trace FROM ${summaryTables} WHERE execution.id = $1`,
        [id],
      );
      const [row] = rows;
      return row && { ...toSummary(row), properties: row.properties, trace: await unpackTrace(row.trace) };
    },

    async summary(id) {
      const { rows } = await pool.query<ExecutionRow>({
        name: 'execution-summary',
        text: `SELECT ${summaryColumns} FROM ${summaryTables} WHERE execution.id = $1`,
        values: [id],
      });
      return rows[0] && toSummary(rows[0]);
    },

    async leftBehind(parentId) {
      const { rows } = await pool.query<{ id: string }>(
        // What was called without waiting is in the inbox until it has ended.
        `SELECT id FROM execution WHERE parent_id = $1 AND status NOT IN ('succeeded', 'failed', 'cancelled')
           AND NOT EXISTS (SELECT FROM inbox WHERE inbox.execution_id = execution.id)`,
        [parentId],
      );
      return rows.map(({ id }) => id);
    },

    requestCancel: (id, by) =>
      prisma.$transaction(async (tx) => {
        await tx.cancelRequest.upsert({ where: { executionId: id }, update: {}, create: { executionId: id, requestedBy: by } });
        await addAuditEntry(tx, { by, action: 'execution.cancel-requested', subject: id, detail: {} });
        await notifyOnCommit(tx, channels.cancel, id);
      }),

    async isCancelRequested(id) {
      return (await prisma.cancelRequest.count({ where: { executionId: id } })) > 0;
    },

    async watchCancels(cancel) {
      async function catchUp(): Promise<void> {
        const { rows } = await pool.query<{ id: string }>(
          `SELECT request.execution_id AS id FROM cancel_request AS request LEFT JOIN execution ON execution.id = request.execution_id
           WHERE request.requested_at > now() - interval '1 hour' AND execution.finished_at IS NULL`,
        );
        for (const { id } of rows) cancel(id);
      }
      // A failure to catch up means that the connection is lost again, and then it is repeated.
      const watching = await listener.subscribe(channels.cancel, {
        receive: cancel,
        reconnected: () => void catchUp().catch(() => undefined),
      });
      await catchUp();
      return watching;
    },

    async watchList(changed) {
      const calm = throttle(changed, listChangeMs);
      const watching = await listener.subscribe(channels.executions, { receive: calm.call, reconnected: calm.call });
      return {
        async [Symbol.asyncDispose]() {
          calm.stop();
          await watching[Symbol.asyncDispose]();
        },
      };
    },
  };
}
