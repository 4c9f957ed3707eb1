import { z } from '@hono/zod-openapi';
import type { ConnectionSummary } from '@weft/database';
import { idSchema, time } from './common.ts';

export const connectionSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    config: z.record(z.string(), z.unknown()).openapi({ description: 'Without secrets.' }),
    secretsSet: z.array(z.string()).openapi({
      description: 'The paths of the secrets that are set, such as `authentication.token`; their values never leave the server.',
    }),
    updatedAt: time,
    revision: z.int(),
  })
  .openapi('Connection');

const secrets = z
  .record(z.string().max(200), z.string().max(20_000).nullable())
  .default({})
  .openapi({ description: 'By path: `password`, `authentication.token`. Write-only: what is left out stays as it is; null removes it.' });

export const saveConnectionBody = z.strictObject({
  id: idSchema.optional().openapi({ description: 'On creating: a stable id of your choice.' }),
  name: z.string().trim().min(1).max(120),
  type: z.string().min(1).max(63),
  config: z.record(z.string(), z.unknown()),
  secrets,
});

export const testConnectionBody = z.strictObject({
  id: idSchema.optional().openapi({ description: 'A saved connection whose secrets are used where none are given.' }),
  type: z.string().min(1).max(63),
  config: z.record(z.string(), z.unknown()),
  secrets,
});

export const connectionTestSchema = z
  .object({ ok: z.boolean(), message: z.string(), code: z.string().optional() })
  .openapi('ConnectionTest', { description: 'Whether the system could be reached, in one sentence.' });

export const connectionTypeSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    summary: z.string(),
    configSchema: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'JSON Schema 2020-12; fields carry `widget` and other hints; those with the widget `secret` are secrets.' }),
    initial: z.record(z.string(), z.unknown()),
  })
  .openapi('ConnectionType');

export function presentConnection(connection: ConnectionSummary): z.input<typeof connectionSchema> {
  const { id, name, type, config, secretsSet, updatedAt, revision } = connection;
  return { id, name, type, config: { ...config }, secretsSet: [...secretsSet], updatedAt: updatedAt.toISOString(), revision };
}
