import type { Audit, AuditEntry } from './contract.ts';
import { newId } from './id.ts';
import { fromJson, toJson } from './json-column.ts';
import type { Store, Transaction } from './store.ts';

export function makeAudit({ prisma }: Store): Audit {
  return {
    add: (entry) => addAuditEntry(prisma, entry),

    async list(limit, before) {
      const rows = await prisma.auditEntry.findMany({
        where: before === undefined ? {} : { at: { lt: before } },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: limit,
      });
      return rows.map(({ at, by, action, subject, detail }) => ({
        at,
        by,
        action,
        subject,
        detail: fromJson<AuditEntry['detail']>(detail),
      }));
    },
  };
}

/** Writes an entry in the transaction of what it tells of. */
export async function addAuditEntry(tx: Transaction, entry: Omit<AuditEntry, 'at'>): Promise<void> {
  await tx.auditEntry.create({ data: { id: newId(), ...entry, detail: toJson(entry.detail) } });
}
