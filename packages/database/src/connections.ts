import { WeftError } from '@weft/errors';
import type { Plan } from '@weft/process';
import { addAuditEntry } from './audit.ts';
import type { ConnectionSummary, Connections } from './contract.ts';
import type { Prisma } from './generated/client.ts';
import { newId } from './id.ts';
import { fromJson, toJson } from './json-column.ts';
import type { Store, Transaction } from './store.ts';

type Row = Prisma.ConnectionGetPayload<{ omit: { sealedSecrets: true } }>;

export function makeConnections({ prisma }: Store): Connections {
  return {
    async list() {
      const rows = await prisma.connection.findMany({ omit: { sealedSecrets: true }, orderBy: [{ name: 'asc' }, { id: 'asc' }] });
      return rows.map(toSummary);
    },

    async get(id) {
      const row = await prisma.connection.findUnique({ where: { id } });
      return row === null ? undefined : { ...toSummary(row), sealedSecrets: row.sealedSecrets };
    },

    save: ({ id = newId(), name, type, config, sealedSecrets, secretsSet }, by) =>
      prisma.$transaction(async (tx) => {
        const columns = { name, type, config: toJson(config), sealedSecrets, secretsSet: [...secretsSet], updatedAt: new Date() };
        const row = await tx.connection.upsert({
          where: { id },
          update: { ...columns, revision: { increment: 1 } },
          create: { id, ...columns },
        });
        await addAuditEntry(tx, { by, action: 'connection.saved', subject: id, detail: { name, type, revision: row.revision } });
        return toSummary(row);
      }),

    async reseal(id, before, after) {
      const { count } = await prisma.connection.updateMany({ where: { id, sealedSecrets: before }, data: { sealedSecrets: after } });
      return count === 1;
    },

    delete: (id, by) =>
      prisma.$transaction(async (tx) => {
        const users = await processesUsing(tx, id);
        if (users.length > 0) {
          const names = users.map((name) => `"${name}"`).join(', ');
          throw new WeftError('CONFLICT', `The connection is used by the published version of ${names}. Unpublish or change that first.`);
        }
        const { count } = await tx.connection.deleteMany({ where: { id } });
        if (count === 0) throw new WeftError('NOT_FOUND', `There is no connection "${id}".`);
        await addAuditEntry(tx, { by, action: 'connection.deleted', subject: id, detail: {} });
      }),
  };
}

function toSummary({ id, name, type, config, secretsSet, updatedAt, revision }: Row): ConnectionSummary {
  return { id, name, type, config: fromJson<ConnectionSummary['config']>(config), secretsSet, updatedAt, revision };
}

/** The names of the processes whose live version holds the id somewhere in a step's config: only a step type knows in which field. */
async function processesUsing(tx: Transaction, id: string): Promise<string[]> {
  const live = await tx.deployment.findMany({ select: { process: { select: { name: true } }, version: { select: { plan: true } } } });
  const using = live.filter(({ version }) => Object.values(fromJson<Plan>(version.plan).steps).some((step) => holds(step.config, id)));
  return using.map(({ process }) => process.name);
}

function holds(value: unknown, text: string): boolean {
  if (value === text) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some((member) => holds(member, text));
}
