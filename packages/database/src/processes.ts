import { WeftError } from '@weft/errors';
import type { ProcessFile } from '@weft/process';
import { addAuditEntry } from './audit.ts';
import { type ProcessDetail, type Processes, type ProcessSummary, productionEnvironment } from './contract.ts';
import { toEndpoint } from './endpoint-row.ts';
import type { Prisma } from './generated/client.ts';
import { newId } from './id.ts';
import { fromJson, toJson } from './json-column.ts';
import { violationOf } from './prisma-error.ts';
import { lockEnvironment, raiseRouteRevision, removeFromRoutes } from './route-table.ts';
import { removeSchedules } from './schedule-table.ts';
import type { Store } from './store.ts';

const summaryFields = {
  id: true,
  name: true,
  description: true,
  draftHash: true,
  revision: true,
  updatedAt: true,
  deployments: {
    where: { environmentId: productionEnvironment },
    select: { publishedAt: true, version: { select: { id: true, number: true, planHash: true } } },
  },
  endpoints: { where: { environmentId: productionEnvironment }, orderBy: { id: 'asc' } },
} satisfies Prisma.ProcessSelect;

export function makeProcesses({ prisma }: Store): Processes {
  async function get(id: string): Promise<ProcessDetail | undefined> {
    const row = await prisma.process.findFirst({ where: { id, deletedAt: null }, select: { ...summaryFields, draft: true } });
    return row === null ? undefined : { ...toSummary(row), draft: fromJson<ProcessFile>(row.draft) };
  }

  return {
    get,

    async list() {
      const rows = await prisma.process.findMany({
        where: { deletedAt: null },
        select: summaryFields,
        orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
      });
      return rows.map(toSummary);
    },

    async create(file, by, id = newId()) {
      try {
        await prisma.$transaction(async (tx) => {
          await tx.process.create({ data: { id, createdBy: by, ...draftColumns(file) } });
          await addAuditEntry(tx, { by, action: 'process.created', subject: id, detail: { name: file.name } });
        });
      } catch (error) {
        if (violationOf(error) !== 'unique') throw error;
        throw new WeftError('CONFLICT', `There is already a process with the id "${id}".`, { cause: error });
      }
      const created = await get(id);
      if (created === undefined) throw processNotFound(id);
      return created;
    },

    async saveDraft(id, file, revision, draftHash) {
      const [saved] = await prisma.process.updateManyAndReturn({
        where: { id, revision, deletedAt: null },
        data: { ...draftColumns(file), draftHash: draftHash ?? null, revision: { increment: 1 }, updatedAt: new Date() },
        select: { revision: true, updatedAt: true },
      });
      if (saved !== undefined) return saved;
      const stored = await prisma.process.findFirst({ where: { id, deletedAt: null }, select: { revision: true } });
      if (stored === null) throw processNotFound(id);
      throw new WeftError(
        'CONFLICT',
        `The process was changed in the meantime: it is at revision ${stored.revision}, and this change was made to revision ${revision}. Load it again.`,
      );
    },

    async delete(id, by) {
      await prisma.$transaction(async (tx) => {
        await lockEnvironment(tx, productionEnvironment);
        const { count } = await tx.process.updateMany({ where: { id, deletedAt: null }, data: { deletedAt: new Date() } });
        if (count === 0) throw processNotFound(id);
        await removeFromRoutes(tx, productionEnvironment, id);
        await removeSchedules(tx, productionEnvironment, id);
        await raiseRouteRevision(tx, productionEnvironment);
        await addAuditEntry(tx, { by, action: 'process.deleted', subject: id, detail: {} });
      });
    },
  };
}

/** The error of a process that does not exist, or was deleted. */
export function processNotFound(id: string): WeftError {
  return new WeftError('NOT_FOUND', `There is no process "${id}".`);
}

function draftColumns(file: ProcessFile): { name: string; description: string; draft: Prisma.InputJsonValue } {
  return { name: toText(file.name), description: toText(file.description ?? ''), draft: toJson(file) };
}

/** PostgreSQL's text holds no U+0000; the draft, which is JSON, keeps it. */
function toText(text: string): string {
  return text.replaceAll('\0', '\ufffd');
}

function toSummary(row: Prisma.ProcessGetPayload<{ select: typeof summaryFields }>): ProcessSummary {
  const { id, name, description, revision, updatedAt, draftHash, endpoints } = row;
  const [deployment] = row.deployments;
  const live = deployment && {
    versionId: deployment.version.id,
    number: deployment.version.number ?? 0,
    publishedAt: deployment.publishedAt,
    routes: endpoints.map((endpoint) => toEndpoint({ ...endpoint, processName: name })),
  };
  return { id, name, description, revision, updatedAt, live, changed: draftHash === null || draftHash !== deployment?.version.planHash };
}
