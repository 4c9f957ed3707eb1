import type pg from 'pg';
import type { Transaction } from './store.ts';

/** The channels that everybody listens to; live events have one per execution (see live-frame.ts). */
export const channels = {
  routes: 'weft_routes',
  gateways: 'weft_gateways',
  executions: 'weft_executions',
  cancel: 'weft_cancel',
  callback: 'weft_callback',
  inbox: 'weft_inbox',
  watch: 'weft_watch',
  watchAsk: 'weft_watch_ask',
} as const;

/** Wakes the listeners of a channel. `payload` is at most 7,999 bytes. */
export async function notify(pool: pg.Pool, channel: string, payload = ''): Promise<void> {
  await pool.query('SELECT pg_notify($1, $2)', [channel, payload]);
}

/** The same at the moment a transaction commits. */
export async function notifyOnCommit(tx: Transaction, channel: string, payload = ''): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${channel}, ${payload})`;
}
