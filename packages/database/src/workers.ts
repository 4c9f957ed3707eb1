import type { Workers } from './access-contract.ts';
import { liveness } from './liveness.ts';
import type { Store } from './store.ts';

export function makeWorkers({ prisma }: Store): Workers {
  return {
    async report({ id, internalUrl }) {
      const columns = { internalUrl, seenAt: new Date() };
      await prisma.worker.upsert({ where: { id }, update: columns, create: { id, ...columns } });
    },

    async leave(id) {
      await prisma.worker.deleteMany({ where: { id } });
    },

    live: () =>
      prisma.worker.findMany({
        where: { seenAt: { gte: liveness.since() } },
        select: { id: true, internalUrl: true },
        orderBy: { id: 'asc' },
      }),
  };
}
