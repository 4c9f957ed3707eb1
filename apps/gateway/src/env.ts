import { resolve } from 'node:path';
import * as z from 'zod';

const count = z.coerce.number().int().min(1);
const port = z.coerce.number().int().min(0).max(65_535);

/** An empty variable is one that is not set. */
const optional = z
  .string()
  .transform((text) => (text === '' ? undefined : text))
  .optional();

const schema = z.object({
  DATABASE_URL: z.string().min(1, 'DATABASE_URL must name the PostgreSQL database.'),
  REDIS_URL: optional,
  WEFT_REDIS_PREFIX: optional,
  WEFT_DATA_DIR: z.string().default('.weft'),
  WEFT_ENV: z.string().default('production'),
  /** Where endpoints are served. Loopback unless an operator says otherwise. */
  WEFT_HOST: z.string().default('127.0.0.1'),
  WEFT_GATEWAY_PORT: port.default(8080),
  /** The internal port: replies of workers and the API of the studio. 0 takes a free one. */
  WEFT_INTERNAL_HOST: z.string().default('127.0.0.1'),
  WEFT_INTERNAL_PORT: port.default(0),
  /** How workers and the studio reach the internal port, where it is not WEFT_INTERNAL_HOST. */
  WEFT_INTERNAL_ADVERTISED_HOST: optional,
  /** Calls that may wait for an answer at once. */
  WEFT_IN_FLIGHT_MAX: count.default(1_000),
  /** Calls that may wait for a worker before new ones are refused. */
  WEFT_QUEUE_DEPTH_MAX: count.default(10_000),
  /** A request, its body included, must have arrived after so many milliseconds. */
  WEFT_REQUEST_TIMEOUT_MS: count.default(120_000),
  /** The next part of a body must arrive within so many milliseconds. */
  WEFT_BODY_IDLE_MS: count.default(10_000),
  WEFT_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** `stdin`: stop when standard input ends, because whoever started this is gone. */
  WEFT_PARENT_WATCH: z.enum(['stdin', '']).default(''),
});

export type GatewayEnv = z.output<typeof schema> & { readonly dataDir: string };

/** Reads the environment; throws one readable sentence where it cannot be used. */
export function readEnv(env: Readonly<Record<string, string | undefined>>): GatewayEnv {
  const read = schema.safeParse(env);
  if (!read.success) throw new Error(`The gateway's environment is not usable. ${z.prettifyError(read.error)}`);
  return { ...read.data, dataDir: resolve(read.data.WEFT_DATA_DIR) };
}
