import { WeftError } from '@weft/errors';
import { addAuditEntry } from './audit.ts';
import type { Schedule, Schedules } from './durability-contract.ts';
import { Prisma } from './generated/client.ts';
import { timeAfter } from './schedule-table.ts';
import type { Store, Transaction } from './store.ts';

const columns = Prisma.sql`schedule.id, schedule.environment_id AS "environmentId", schedule.process_id AS "processId",
  process.name AS "processName", schedule.version_id AS "versionId", schedule.spec, schedule.paused, schedule.next_at AS "nextAt",
  schedule.last_at AS "lastAt", schedule.last_execution_id AS "lastExecutionId",
  EXISTS (SELECT FROM inbox WHERE inbox.execution_id = schedule.last_execution_id) AS "goesOn"`;
const from = Prisma.sql`FROM schedule JOIN process ON process.id = schedule.process_id`;

export function makeSchedules({ prisma }: Store): Schedules {
  return {
    async list(environmentId, processId) {
      const only = processId === undefined ? Prisma.empty : Prisma.sql`AND schedule.process_id = ${processId}`;
      const rows = await prisma.$queryRaw<Row[]>`SELECT ${columns} ${from} WHERE schedule.environment_id = ${environmentId} ${only}
        ORDER BY process.name, schedule.id`;
      return rows.map(toSchedule);
    },

    async get(id) {
      const [row] = await prisma.$queryRaw<Row[]>`SELECT ${columns} ${from} WHERE schedule.id = ${id}`;
      return row === undefined ? undefined : toSchedule(row);
    },

    setPaused: (id, paused, by) =>
      prisma.$transaction(async (tx) => {
        const [row] = await tx.$queryRaw<Row[]>`SELECT ${columns} ${from} WHERE schedule.id = ${id} FOR UPDATE OF schedule`;
        if (row === undefined) throw new WeftError('NOT_FOUND', `There is no schedule "${id}".`);
        const before = toSchedule(row);
        if (before.paused === paused) return before;
        // What passed while it was paused was not missed: nobody wanted it.
        const nextAt = paused ? undefined : timeAfter(before.spec, before.lastAt);
        await tx.$executeRaw`UPDATE schedule SET paused = ${paused}, next_at = ${nextAt ?? null} WHERE id = ${id}`;
        const action = paused ? 'schedule.paused' : 'schedule.resumed';
        await addAuditEntry(tx, { by, action, subject: before.processId, detail: { scheduleId: id } });
        return { ...before, paused, nextAt };
      }),

    async fireDue(now, plan, limit) {
      const written: { executionId: string; job: string }[] = [];
      for (let fired = 0; fired < limit; fired += 1) {
        const starts = await prisma.$transaction((tx) => fireOne(tx, now, plan));
        if (starts === undefined) break;
        written.push(...starts);
      }
      return written;
    },
  };
}

/** The schedule that is due longest and that nobody else fires; undefined where there is none. */
async function fireOne(tx: Transaction, now: Date, plan: Parameters<Schedules['fireDue']>[1]) {
  const [row] = await tx.$queryRaw<Row[]>`SELECT ${columns} ${from} WHERE schedule.next_at <= ${now} AND NOT schedule.paused
    ORDER BY schedule.next_at LIMIT 1 FOR UPDATE OF schedule SKIP LOCKED`;
  if (row === undefined) return undefined;
  const { starts, nextAt } = await plan(toSchedule(row));
  for (const { executionId, job } of starts) {
    await tx.$executeRaw`INSERT INTO inbox (execution_id, job) VALUES (${executionId}, ${job}) ON CONFLICT (execution_id) DO NOTHING`;
  }
  const last = starts.at(-1);
  // A next time that is still due would be fired again at once, by whoever comes first.
  const later = nextAt === undefined || nextAt > now ? nextAt : timeAfter(row.spec, now, now);
  await tx.$executeRaw`UPDATE schedule SET next_at = ${later ?? null}, last_at = ${last?.dueAt ?? row.lastAt},
    last_execution_id = ${last?.executionId ?? row.lastExecutionId} WHERE id = ${row.id}`;
  return starts.map(({ executionId, job }) => ({ executionId, job }));
}

interface Row extends Omit<Schedule, 'nextAt' | 'lastAt' | 'lastExecutionId'> {
  readonly nextAt: Date | null;
  readonly lastAt: Date | null;
  readonly lastExecutionId: string | null;
}

function toSchedule({ nextAt, lastAt, lastExecutionId, ...same }: Row): Schedule {
  return { ...same, nextAt: nextAt ?? undefined, lastAt: lastAt ?? undefined, lastExecutionId: lastExecutionId ?? undefined };
}
