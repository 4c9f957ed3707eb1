import type { WireDocument } from '@weft/document';
import { WeftError } from '@weft/errors';
import { addAuditEntry } from './audit.ts';
import { blobKeysIn } from './blob-keys.ts';
import type { ParkedDocument, ParkedDocuments } from './durability-contract.ts';
import { readCursor, writeCursor } from './execution-cursor.ts';
import { toJson } from './json-column.ts';
import { channels, notifyOnCommit } from './notify.ts';
import type { Store } from './store.ts';

const pageMax = 200;

interface ParkedRow extends Omit<ParkedDocument, 'port' | 'error' | 'resolution'> {
  readonly port: string | null;
  readonly error: ParkedDocument['error'] | null;
  readonly resolution: 'resumed' | 'discarded' | null;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
  readonly resolvedExecutionId: string | null;
}

const columns = `
  parked.id, parked.environment_id AS "environmentId", parked.process_id AS "processId", coalesce(process.name, '') AS "processName",
  parked.version_id AS "versionId", parked.execution_id AS "executionId", parked.step_id AS "stepId",
  coalesce(version.plan -> 'steps' -> parked.step_id ->> 'title', parked.step_id) AS "stepTitle", parked.port, parked.reason,
  parked.error, parked.parked_at AS "parkedAt", parked.resolution, parked.resolved_at AS "resolvedAt", parked.resolved_by AS "resolvedBy",
  parked.resolved_execution_id AS "resolvedExecutionId"`;

const tables = `parked_document AS parked LEFT JOIN process ON process.id = parked.process_id
  LEFT JOIN version ON version.id = parked.version_id`;

export function makeParkedDocuments({ prisma, pool }: Store): ParkedDocuments {
  return {
    async park(parked, document, properties) {
      const { id, environmentId, processId, versionId, executionId, stepId, port, reason, error } = parked;
      const { rowCount } = await pool.query(
        `INSERT INTO parked_document
           (id, environment_id, process_id, version_id, execution_id, step_id, port, reason, error, document, properties)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING`,
        [id, environmentId, processId, versionId, executionId, stepId, port ?? null, reason, json(error), json(document), json(properties)],
      );
      return rowCount === 1;
    },

    async list({ processId, open, limit, after }) {
      if (!Number.isInteger(limit) || limit < 1 || limit > pageMax) {
        throw new WeftError('REQUEST_INVALID', `A page of parked documents has 1 to ${pageMax} of them, not ${limit}.`);
      }
      const cursor = after === undefined ? undefined : readCursor(after);
      const { rows } = await pool.query<ParkedRow>(
        `SELECT ${columns} FROM ${tables}
         WHERE ($1::text IS NULL OR parked.process_id = $1) AND ($2::boolean IS NULL OR (parked.resolution IS NULL) = $2)
           AND ($3::timestamptz IS NULL OR (parked.parked_at, parked.id) < ($3, $4))
         ORDER BY parked.parked_at DESC, parked.id DESC LIMIT ${limit + 1}`,
        [processId ?? null, open ?? null, cursor?.acceptedAt ?? null, cursor?.id ?? null],
      );
      const documents = rows.slice(0, limit).map(toParked);
      const last = documents.at(-1);
      const more = rows.length > limit && last !== undefined;
      return { documents, next: more ? writeCursor({ acceptedAt: last.parkedAt, id: last.id }) : undefined };
    },

    async get(id) {
      const { rows } = await pool.query<ParkedRow & { document: WireDocument; properties: Record<string, string> }>(
        `SELECT ${columns}, parked.document, parked.properties FROM ${tables} WHERE parked.id = $1`,
        [id],
      );
      const [row] = rows;
      return row && { parked: toParked(row), document: row.document, properties: row.properties };
    },

    replaceDocument: (id, document, by) =>
      prisma.$transaction(async (tx) => {
        const [before] = await tx.$queryRaw<{ document: unknown }[]>`
          SELECT document FROM parked_document WHERE id = ${id} AND resolution IS NULL FOR UPDATE`;
        if (before === undefined) throw resolvedBefore();
        await tx.parkedDocument.update({ where: { id }, data: { document: toJson(document) } });
        await addAuditEntry(tx, { by, action: 'parked-document.changed', subject: id, detail: {} });
        return blobKeysIn(before.document);
      }),

    resolve: (id, resolution) =>
      prisma.$transaction(async (tx) => {
        const { kind, by } = resolution;
        const executionId = resolution.kind === 'resumed' ? resolution.executionId : undefined;
        const changed = await tx.parkedDocument.updateMany({
          where: { id, resolution: null },
          data: { resolution: kind, resolvedAt: new Date(), resolvedBy: by, resolvedExecutionId: executionId ?? null },
        });
        if (changed.count === 0) throw resolvedBefore();
        if (resolution.kind === 'resumed') {
          await tx.inboxEntry.create({ data: { executionId: resolution.executionId, job: resolution.job } });
          await notifyOnCommit(tx, channels.inbox);
        }
        await addAuditEntry(tx, {
          by,
          action: `parked-document.${kind}`,
          subject: id,
          detail: executionId === undefined ? {} : { executionId },
        });
      }),
  };
}

function resolvedBefore(): WeftError {
  return new WeftError('CONFLICT', 'This document was sent on or discarded before, or it never was.');
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

function toParked(row: ParkedRow): ParkedDocument {
  const { port, error, resolution, resolvedAt, resolvedBy, resolvedExecutionId, ...same } = row;
  const { id, environmentId, processId, processName, versionId, executionId, stepId, stepTitle, reason, parkedAt } = same;
  return {
    id,
    environmentId,
    processId,
    processName,
    versionId,
    executionId,
    stepId,
    stepTitle,
    port: port ?? undefined,
    reason,
    error: error ?? undefined,
    parkedAt,
    resolution:
      resolution === null
        ? undefined
        : {
            kind: resolution,
            at: resolvedAt ?? parkedAt,
            by: resolvedBy ?? '',
            ...(resolvedExecutionId === null ? {} : { executionId: resolvedExecutionId }),
          },
  };
}
