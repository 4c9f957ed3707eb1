import { resolve } from 'node:path';
import * as z from 'zod';

const count = z.coerce.number().int().min(1);
const port = z.coerce.number().int().min(0).max(65_535);
/** An empty variable is one that is not set. */
const optional = z
  .string()
  .transform((text) => (text === '' ? undefined : text))
  .optional();

/** `/` would open the data folder, and with it the key of all secrets. */
const folders = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((folder) => folder.trim().replace(/(?<=.)\/+$/, ''))
      .filter((folder) => folder !== ''),
  )
  .refine(
    (all) => all.every((folder) => /^\/[^/]/.test(folder)),
    'WEFT_DISK_FOLDERS names folders from the root on, such as /srv/exchange, and not the root itself.',
  );

const schema = z.object({
  DATABASE_URL: z.string().min(1, 'DATABASE_URL must name the PostgreSQL database.'),
  REDIS_URL: optional,
  WEFT_REDIS_PREFIX: optional,
  WEFT_DATA_DIR: z.string().default('.weft'),
  /** Executions that run here at once. */
  WEFT_WORKER_CONCURRENCY: count.default(64),
  /** What one execution may hold on the disk of the worker: what it combines, and what waits in front of slow paths. */
  WEFT_TEMPORARY_MB: count.default(8_192),
  /** Addresses in private networks that steps and connections may call (see @weft/outbound). */
  WEFT_OUTBOUND_ALLOW: z.string().default(''),
  /** Folders of this machine that connections may reach, from the root on, separated by commas. */
  WEFT_DISK_FOLDERS: folders,
  /** The internal port: health, metrics and the studio's connection test. 0 takes a free one. */
  WEFT_INTERNAL_HOST: z.string().default('127.0.0.1'),
  WEFT_WORKER_PORT: port.default(0),
  WEFT_INTERNAL_ADVERTISED_HOST: optional,
  /** How the gateway is reached from outside: what addresses for callbacks begin with. */
  WEFT_GATEWAY_URL: z.string().default(''),
  /** How long running executions may go on after the signal to stop. */
  WEFT_DRAIN_MS: z.coerce.number().int().min(0).default(20_000),
  /** See ConsumerTiming of @weft/call. */
  WEFT_LOCK_MS: count.default(4_000),
  WEFT_STALLED_CHECK_MS: count.default(2_000),
  /** How long what executions leave behind is kept; see retention/retention-policy.ts. */
  WEFT_KEEP_DAYS: z.coerce.number().min(0).default(30),
  WEFT_KEEP_EXECUTIONS: z.coerce.number().int().min(0).default(1_000_000),
  WEFT_KEEP_AUDIT_DAYS: z.coerce.number().min(0).default(365),
  WEFT_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** `stdin`: stop when standard input ends, because whoever started this is gone. */
  WEFT_PARENT_WATCH: z.enum(['stdin', '']).default(''),
});

export type WorkerEnv = z.output<typeof schema> & { readonly dataDir: string };

/** Reads the environment; throws one readable sentence where it cannot be used. */
export function readEnv(env: Readonly<Record<string, string | undefined>>): WorkerEnv {
  const read = schema.safeParse(env);
  if (!read.success) throw new Error(`The worker's environment is not usable. ${z.prettifyError(read.error)}`);
  return { ...read.data, dataDir: resolve(read.data.WEFT_DATA_DIR) };
}
