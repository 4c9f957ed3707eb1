import { isDeepStrictEqual } from 'node:util';
import { WeftError } from '@weft/errors';
import type { Plan, ProcessFile } from '@weft/process';
import { addAuditEntry } from './audit.ts';
import { type Publication, productionEnvironment, type Version, type Versions } from './contract.ts';
import type { Prisma } from './generated/client.ts';
import { newId } from './id.ts';
import { fromJson, toJson } from './json-column.ts';
import { violationOf } from './prisma-error.ts';
import { processNotFound } from './processes.ts';
import { claimRoutes, lockEnvironment, raiseRouteRevision, removeFromRoutes } from './route-table.ts';
import { removeSchedules, setSchedules } from './schedule-table.ts';
import type { Store, Transaction } from './store.ts';

const environmentId = productionEnvironment;

export function makeVersions({ prisma, pool }: Store): Versions {
  return {
    async get(versionId) {
      const row = await prisma.version.findUnique({ where: { id: versionId } });
      return row === null ? undefined : toVersion(row);
    },

    async live(processId, environment) {
      const { rows } = await pool.query<{ processName: string; versionId: string | null }>({
        name: 'live-version',
        text: `SELECT process.name AS "processName", deployment.version_id AS "versionId"
               FROM process LEFT JOIN deployment ON deployment.process_id = process.id AND deployment.environment_id = $2
               WHERE process.id = $1 AND process.deleted_at IS NULL`,
        values: [processId, environment],
      });
      const [row] = rows;
      return row && { processName: row.processName, versionId: row.versionId ?? undefined };
    },

    async list(processId) {
      const rows = await prisma.version.findMany({ where: { processId, number: { not: null } }, orderBy: { number: 'desc' } });
      return rows.map(toVersion);
    },

    publish: (publication) =>
      prisma.$transaction(async (tx) => {
        await lockEnvironment(tx, environmentId);
        const version = await insertNextVersion(tx, publication);
        const { processId, routes, schedules = [], plan, by, note } = publication;
        await claimRoutes(tx, { environmentId, processId, versionId: version.id, routes });
        await setSchedules(tx, { environmentId, processId, versionId: version.id, specs: schedules });
        const routeRevision = await raiseRouteRevision(tx, environmentId);
        await addAuditEntry(tx, {
          by,
          action: 'process.published',
          subject: processId,
          detail: { versionId: version.id, number: version.number, planHash: plan.hash, note, routeRevision },
        });
        return { version, routeRevision };
      }),

    rollBack: (versionId, routes, by, schedules = []) =>
      prisma.$transaction(async (tx) => {
        await lockEnvironment(tx, environmentId);
        const version = await tx.version.findFirst({
          where: { id: versionId, number: { not: null }, process: { deletedAt: null } },
          select: { processId: true, number: true },
        });
        if (version === null) throw new WeftError('NOT_FOUND', `There is no published version "${versionId}".`);
        const { processId, number } = version;
        await claimRoutes(tx, { environmentId, processId, versionId, routes });
        await setSchedules(tx, { environmentId, processId, versionId, specs: schedules });
        const routeRevision = await raiseRouteRevision(tx, environmentId);
        await addAuditEntry(tx, { by, action: 'process.rolled-back', subject: processId, detail: { versionId, number, routeRevision } });
        return { routeRevision };
      }),

    unpublish: (processId, by) =>
      prisma.$transaction(async (tx) => {
        await lockEnvironment(tx, environmentId);
        const process = await tx.process.findFirst({ where: { id: processId, deletedAt: null }, select: { id: true } });
        if (process === null) throw processNotFound(processId);
        await removeFromRoutes(tx, environmentId, processId);
        await removeSchedules(tx, environmentId, processId);
        const routeRevision = await raiseRouteRevision(tx, environmentId);
        await addAuditEntry(tx, { by, action: 'process.unpublished', subject: processId, detail: { routeRevision } });
        return { routeRevision };
      }),

    async insertTried(processId, file, plan, by) {
      const where = { processId_triedHash: { processId, triedHash: plan.hash } };
      const before = await prisma.version.findUnique({ where });
      if (before !== null) return toVersion(before);
      try {
        const data = { id: newId(), processId, triedHash: plan.hash, publishedBy: by, note: '', ...contentColumns(file, plan) };
        return toVersion(await prisma.version.create({ data }));
      } catch (error) {
        if (violationOf(error) === 'foreign-key') throw processNotFound(processId);
        if (violationOf(error) !== 'unique') throw error;
        return toVersion(await prisma.version.findUniqueOrThrow({ where }));
      }
    },
  };
}

/** The environment is locked, so the numbers have no gaps and no doubles. */
async function insertNextVersion(tx: Transaction, { processId, file, plan, by, note }: Publication): Promise<Version> {
  const process = await tx.process.findFirst({ where: { id: processId, deletedAt: null }, select: { draft: true } });
  if (process === null) throw processNotFound(processId);
  const latest = await tx.version.aggregate({ where: { processId }, _max: { number: true } });
  const row = await tx.version.create({
    data: { id: newId(), processId, number: (latest._max.number ?? 0) + 1, publishedBy: by, note, ...contentColumns(file, plan) },
  });
  // A draft saved before anybody compiled it has no hash yet; now it is known.
  if (isDeepStrictEqual(process.draft, JSON.parse(JSON.stringify(file)))) {
    await tx.process.update({ where: { id: processId }, data: { draftHash: plan.hash } });
  }
  return toVersion(row);
}

function contentColumns(file: ProcessFile, plan: Plan): { file: Prisma.InputJsonValue; plan: Prisma.InputJsonValue; planHash: string } {
  return { file: toJson(file), plan: toJson(plan), planHash: plan.hash };
}

function toVersion(row: Prisma.VersionGetPayload<object>): Version {
  const { id, processId, number, file, plan, publishedAt, publishedBy, note } = row;
  return {
    id,
    processId,
    number: number ?? undefined,
    file: fromJson<ProcessFile>(file),
    plan: fromJson<Plan>(plan),
    publishedAt,
    publishedBy,
    note,
  };
}
