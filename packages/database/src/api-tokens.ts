import { WeftError } from '@weft/errors';
import type { ApiToken, ApiTokens } from './access-contract.ts';
import { addAuditEntry } from './audit.ts';
import type { Prisma } from './generated/client.ts';
import { newId } from './id.ts';
import { readRole } from './people.ts';
import type { Store } from './store.ts';

const lastUsedGrainMs = 60_000;

export function makeApiTokens({ prisma }: Store): ApiTokens {
  return {
    async list() {
      const rows = await prisma.apiToken.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
      return rows.map(toToken);
    },

    create: ({ name, role, tokenHash, expiresAt }, by) =>
      prisma.$transaction(async (tx) => {
        const row = await tx.apiToken.create({ data: { id: newId(), name, role, tokenHash, expiresAt: expiresAt ?? null, createdBy: by } });
        await addAuditEntry(tx, { by, action: 'token.created', subject: row.id, detail: { name, role } });
        return toToken(row);
      }),

    async find(tokenHash, now) {
      const row = await prisma.apiToken.findUnique({
        where: { tokenHash, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
      });
      if (row === null) return undefined;
      if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() >= lastUsedGrainMs) {
        await prisma.apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } });
      }
      return toToken(row);
    },

    delete: (id, by) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.apiToken.deleteMany({ where: { id } });
        if (count === 0) throw new WeftError('NOT_FOUND', `There is no token "${id}".`);
        await addAuditEntry(tx, { by, action: 'token.deleted', subject: id, detail: {} });
      }),
  };
}

function toToken({ id, name, role, createdAt, createdBy, expiresAt, lastUsedAt }: Prisma.ApiTokenGetPayload<object>): ApiToken {
  return { id, name, role: readRole(role), createdAt, createdBy, expiresAt: expiresAt ?? undefined, lastUsedAt: lastUsedAt ?? undefined };
}
