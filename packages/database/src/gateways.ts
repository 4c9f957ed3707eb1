import type { Gateways } from './contract.ts';
import { liveness } from './liveness.ts';
import { channels, notify } from './notify.ts';
import type { Store } from './store.ts';

export function makeGateways({ prisma, pool, listener }: Store): Gateways {
  return {
    async report({ id, environmentId, internalUrl, servedRevision }) {
      const before = await prisma.gateway.findUnique({ where: { id }, select: { servedRevision: true } });
      const columns = { environmentId, internalUrl, servedRevision, seenAt: new Date() };
      await prisma.gateway.upsert({ where: { id }, update: columns, create: { id, ...columns } });
      if (before?.servedRevision !== servedRevision) await notify(pool, channels.gateways, environmentId);
    },

    async leave(id) {
      await prisma.gateway.deleteMany({ where: { id } });
      await notify(pool, channels.gateways);
    },

    live: (environmentId) =>
      prisma.gateway.findMany({
        where: { environmentId, seenAt: { gte: liveness.since() } },
        select: { id: true, environmentId: true, internalUrl: true, servedRevision: true },
        orderBy: { id: 'asc' },
      }),

    watch: (changed) => listener.subscribe(channels.gateways, { receive: changed, reconnected: changed }),
  };
}
