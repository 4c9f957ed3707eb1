import { z } from '@hono/zod-openapi';
import { type ApiToken, type AuditEntry, type EndpointKey, type Person, roles } from '@weft/database';
import { passwordLengthMax, passwordLengthMin } from '../access/password.ts';
import { idSchema, time } from './common.ts';

const roleSchema = z.enum(roles).openapi('Role');

const email = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^@\s]+@[^@\s]+$/, 'An e-mail address has the form name@host.')
  .openapi({ example: 'ada@example.com' });

const newPassword = z
  .string()
  .min(passwordLengthMin, `A password has at least ${passwordLengthMin} characters.`)
  .max(passwordLengthMax, `A password has at most ${passwordLengthMax} characters.`);

const name = z.string().trim().min(1).max(120);

export const meSchema = z
  .object({ kind: z.enum(['person', 'token']), id: z.string(), name: z.string(), email: z.string().optional(), role: roleSchema })
  .openapi('Me');

export const signInBody = z.strictObject({ email: z.string().max(254), password: z.string().max(passwordLengthMax) });
export const setUpSchema = z.object({ needed: z.boolean() }).openapi('SetUp');
export const completeSetUpBody = z.strictObject({ code: z.string().max(100), email, name, password: newPassword });
export const changePasswordBody = z.strictObject({ current: z.string().max(passwordLengthMax), password: newPassword });

export const personSchema = z
  .object({ id: z.string(), email: z.string(), name: z.string(), role: roleSchema, createdAt: time })
  .openapi('Person');
export const createPersonBody = z.strictObject({ email, name, role: roleSchema, password: newPassword });
export const changePersonBody = z
  .strictObject({ role: roleSchema.optional(), password: newPassword.optional() })
  .refine((body) => body.role !== undefined || body.password !== undefined, 'Give a role, a password, or both.');

export const tokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: roleSchema,
    createdAt: time,
    createdBy: z.string(),
    expiresAt: time.nullable(),
    lastUsedAt: time.nullable(),
  })
  .openapi('ApiToken');
export const createTokenBody = z.strictObject({ name, role: roleSchema, expiresAt: z.iso.datetime({ offset: true }).optional() });
export const createdTokenSchema = tokenSchema
  .extend({ token: z.string().openapi({ description: 'Shown this once.' }) })
  .openapi('CreatedApiToken');

export const endpointKeySchema = z
  .object({ id: z.string(), name: z.string(), processId: z.string().nullable(), createdAt: time, createdBy: z.string() })
  .openapi('EndpointKey');
export const createEndpointKeyBody = z.strictObject({
  // A colon ends the user name in `Authorization: Basic` (RFC 7617 §2).
  name: name.regex(/^[^:]*$/, 'A name has no colon.'),
  processId: idSchema.optional(),
});
export const createdEndpointKeySchema = endpointKeySchema
  .extend({ key: z.string().openapi({ description: 'Shown this once.' }) })
  .openapi('CreatedEndpointKey');

export const auditEntrySchema = z
  .object({ at: time, by: z.string(), action: z.string(), subject: z.string(), detail: z.record(z.string(), z.unknown()) })
  .openapi('AuditEntry');
export const auditQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  before: z.iso.datetime({ offset: true }).optional(),
});

export function presentPerson({ id, email, name, role, createdAt }: Person): z.input<typeof personSchema> {
  return { id, email, name, role, createdAt: createdAt.toISOString() };
}

export function presentToken(token: ApiToken): z.input<typeof tokenSchema> {
  const { id, name, role, createdAt, createdBy, expiresAt, lastUsedAt } = token;
  return {
    id,
    name,
    role,
    createdAt: createdAt.toISOString(),
    createdBy,
    expiresAt: expiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}

export function presentEndpointKey(key: EndpointKey): z.input<typeof endpointKeySchema> {
  const { id, name, processId, createdAt, createdBy } = key;
  return { id, name, processId: processId ?? null, createdAt: createdAt.toISOString(), createdBy };
}

export function presentAuditEntry(entry: AuditEntry): z.input<typeof auditEntrySchema> {
  return { at: entry.at.toISOString(), by: entry.by, action: entry.action, subject: entry.subject, detail: { ...entry.detail } };
}
