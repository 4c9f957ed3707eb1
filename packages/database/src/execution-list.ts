import { WeftError } from '@weft/errors';
import type pg from 'pg';
import type { ExecutionFilter, ExecutionSummary } from './contract.ts';
import { readCursor, writeCursor } from './execution-cursor.ts';

const pageMax = 200;

export interface ExecutionRow extends Omit<ExecutionSummary, 'versionNumber' | 'startedAt' | 'finishedAt' | 'error' | 'parentId'> {
  readonly versionNumber: number | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly error: ExecutionSummary['error'] | null;
  readonly parentId: string | null;
}

export const summaryColumns = `
  execution.id, execution.environment_id AS "environmentId", execution.process_id AS "processId", execution.version_id AS "versionId",
  coalesce(process.name, '') AS "processName", version.number AS "versionNumber", execution.status, execution.trigger, execution.mode,
  execution.attempt, execution.accepted_at AS "acceptedAt", execution.started_at AS "startedAt", execution.finished_at AS "finishedAt",
  execution.error, execution.parent_id AS "parentId"`;

export const summaryTables = `
  execution LEFT JOIN process ON process.id = execution.process_id LEFT JOIN version ON version.id = execution.version_id`;

/** Newest first. Pages go by the last row's place, not by number, so the thousandth costs what the first does. */
export async function listExecutions(
  pool: pg.Pool,
  filter: ExecutionFilter,
): Promise<{ readonly executions: ExecutionSummary[]; readonly next: string | undefined }> {
  if (!Number.isInteger(filter.limit) || filter.limit < 1 || filter.limit > pageMax) {
    throw new WeftError('REQUEST_INVALID', `A page of executions has 1 to ${pageMax} of them, not ${filter.limit}.`);
  }
  const { where, values } = conditions(filter);
  // The values are part of the plan (no named statement): only so does the server see that an index over the rare ones fits.
  const { rows } = await pool.query<ExecutionRow>(
    `SELECT ${summaryColumns} FROM ${summaryTables} ${where}
     ORDER BY execution.accepted_at DESC, execution.id DESC LIMIT ${filter.limit + 1}`,
    values,
  );
  const executions = rows.slice(0, filter.limit).map(toSummary);
  const last = executions.at(-1);
  return { executions, next: rows.length > filter.limit && last !== undefined ? writeCursor(last) : undefined };
}

export function toSummary(row: ExecutionRow): ExecutionSummary {
  const { id, environmentId, processId, processName, versionId, status, trigger, mode, attempt, acceptedAt } = row;
  return {
    id,
    environmentId,
    processId,
    processName,
    versionId,
    versionNumber: row.versionNumber ?? undefined,
    status,
    trigger,
    mode,
    attempt,
    acceptedAt,
    startedAt: row.startedAt ?? undefined,
    finishedAt: row.finishedAt ?? undefined,
    error: row.error ?? undefined,
    parentId: row.parentId ?? undefined,
  };
}

function conditions(filter: ExecutionFilter): { readonly where: string; readonly values: unknown[] } {
  const values: unknown[] = [];
  const parts: string[] = [];
  const add = (condition: (...parameters: string[]) => string, ...parameters: unknown[]): void => {
    parts.push(condition(...parameters.map((value) => `$${values.push(value)}`)));
  };
  if (filter.processId !== undefined) add((p) => `execution.process_id = ${p}`, filter.processId);
  if (filter.status !== undefined) add((p) => `execution.status = ${p}`, filter.status);
  if (filter.trigger !== undefined) add((p) => `execution.trigger = ${p}`, filter.trigger);
  if (filter.parentId !== undefined) add((p) => `execution.parent_id = ${p}`, filter.parentId);
  if (filter.from !== undefined) add((p) => `execution.accepted_at >= ${p}`, filter.from);
  if (filter.to !== undefined) add((p) => `execution.accepted_at <= ${p}`, filter.to);
  if (filter.after !== undefined) {
    const { acceptedAt, id } = readCursor(filter.after);
    add((time, after) => `(execution.accepted_at, execution.id) < (${time}::timestamptz, ${after})`, acceptedAt, id);
  }
  return { where: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values };
}
