import { WeftError } from '@weft/errors';
import type { EndpointKey, EndpointKeys } from './access-contract.ts';
import { addAuditEntry } from './audit.ts';
import type { Prisma } from './generated/client.ts';
import { newId } from './id.ts';
import { channels, notifyOnCommit } from './notify.ts';
import { violationOf } from './prisma-error.ts';
import type { Store } from './store.ts';

export function makeEndpointKeys({ prisma }: Store): EndpointKeys {
  return {
    async list() {
      const rows = await prisma.endpointKey.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
      return rows.map(toKey);
    },

    async create({ name, processId, keyHash }, by) {
      try {
        return await prisma.$transaction(async (tx) => {
          const row = await tx.endpointKey.create({ data: { id: newId(), name, processId: processId ?? null, keyHash, createdBy: by } });
          await addAuditEntry(tx, { by, action: 'endpoint-key.created', subject: row.id, detail: { name, processId: processId ?? null } });
          await notifyOnCommit(tx, channels.routes);
          return toKey(row);
        });
      } catch (error) {
        if (violationOf(error) !== 'unique') throw error;
        throw new WeftError('CONFLICT', `There is already an endpoint key named "${name}".`, { cause: error });
      }
    },

    async find(keyHash) {
      const row = await prisma.endpointKey.findUnique({ where: { keyHash } });
      return row === null ? undefined : toKey(row);
    },

    delete: (id, by) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.endpointKey.deleteMany({ where: { id } });
        if (count === 0) throw new WeftError('NOT_FOUND', `There is no endpoint key "${id}".`);
        await addAuditEntry(tx, { by, action: 'endpoint-key.deleted', subject: id, detail: {} });
        await notifyOnCommit(tx, channels.routes);
      }),
  };
}

function toKey({ id, name, processId, createdAt, createdBy }: Prisma.EndpointKeyGetPayload<object>): EndpointKey {
  return { id, name, processId: processId ?? undefined, createdAt, createdBy };
}
