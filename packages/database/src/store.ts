import type pg from 'pg';
import type { Prisma, PrismaClient } from './generated/client.ts';
import type { Listener } from './listener.ts';

/** What the repositories work with. `prisma` and `pool` share their connections; `listener` has one of its own. */
export interface Store {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  readonly listener: Listener;
}

/** A client inside a transaction, or the client itself. */
export type Transaction = Prisma.TransactionClient;
