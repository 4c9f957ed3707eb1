import path from 'node:path';
import { WeftError } from '@weft/errors';
import * as z from 'zod';

const optionalText = z
  .string()
  .optional()
  .transform((value) => (value === undefined || value === '' ? undefined : value));

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);

const schema = z.object({
  DATABASE_URL: z.url(),
  WEFT_DATA_DIR: z.string().min(1).default('.weft'),
  WEFT_ENV: z.string().min(1).default('production'),
  WEFT_HOST: z.string().min(1).default('127.0.0.1'),
  WEFT_GATEWAY_PORT: port(8080),
  /** How callers reach the gateway, where that is not this host and its port (behind a proxy). */
  WEFT_GATEWAY_URL: optionalText,
  WEFT_ADMIN_EMAIL: optionalText,
  WEFT_ADMIN_PASSWORD: optionalText,
});

/** What the studio's server reads from its environment. */
export interface StudioEnv {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly environmentId: string;
  readonly gatewayUrl: string;
  readonly adminEmail: string | undefined;
  readonly adminPassword: string | undefined;
}

/** @throws WeftError `CONFIG_INVALID` naming the variable. */
export function readStudioEnv(env: Readonly<Record<string, string | undefined>>): StudioEnv {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new WeftError('CONFIG_INVALID', `The environment variable ${issue?.path.join('.') ?? ''} is not right: ${issue?.message ?? ''}`);
  }
  const values = parsed.data;
  const host = ['0.0.0.0', '::'].includes(values.WEFT_HOST) ? 'localhost' : values.WEFT_HOST;
  return {
    databaseUrl: values.DATABASE_URL,
    dataDir: path.resolve(values.WEFT_DATA_DIR),
    environmentId: values.WEFT_ENV,
    gatewayUrl: (values.WEFT_GATEWAY_URL ?? `http://${host}:${values.WEFT_GATEWAY_PORT}`).replace(/\/+$/, ''),
    adminEmail: values.WEFT_ADMIN_EMAIL,
    adminPassword: values.WEFT_ADMIN_PASSWORD,
  };
}
