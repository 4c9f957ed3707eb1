import type { Sessions } from './access-contract.ts';
import { toPerson } from './people.ts';
import type { Store } from './store.ts';

export function makeSessions({ prisma }: Store): Sessions {
  return {
    async create({ tokenHash, personId, expiresAt }) {
      // Each sign-in also clears what nobody signed out of.
      await prisma.session.deleteMany({ where: { expiresAt: { lt: new Date() } } });
      await prisma.session.create({ data: { tokenHash, personId, expiresAt } });
    },

    async find(tokenHash, now) {
      const row = await prisma.session.findUnique({ where: { tokenHash, expiresAt: { gt: now } }, include: { person: true } });
      return row === null ? undefined : { person: toPerson(row.person), expiresAt: row.expiresAt };
    },

    async extend(tokenHash, expiresAt) {
      await prisma.session.updateMany({ where: { tokenHash }, data: { expiresAt } });
    },

    async delete(tokenHash) {
      await prisma.session.deleteMany({ where: { tokenHash } });
    },
  };
}
