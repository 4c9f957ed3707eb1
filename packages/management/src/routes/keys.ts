import { z } from '@hono/zod-openapi';
import { callerOf } from '../access/require-role.ts';
import { defineRoute } from '../http/define-route.ts';
import { makeRouter } from '../http/make-router.ts';
import { jsonAnswer } from '../schemas/common.ts';
import type { ManagementServices } from '../services.ts';
import { describeKeys, rotateKeys } from '../use-cases/rotate-keys.ts';

const tags = ['operating'];

const keySchema = z
  .object({
    keyId: z.string().openapi({ description: 'The name of the key; tells nothing about it.' }),
    seals: z.boolean().openapi({ description: 'Seals what is saved from now on.' }),
    here: z.boolean().openapi({ description: 'This installation has it.' }),
    connections: z.int().openapi({ description: 'Whose secrets it sealed.' }),
  })
  .openapi('MasterKey');

const get = defineRoute({
  operationId: 'getKeys',
  method: 'get',
  path: '/keys',
  tags,
  summary: 'The master keys, by name, and what each of them sealed',
  responses: { 200: jsonAnswer(z.object({ keys: z.array(keySchema) }), 'The sealing one first.') },
});

const rotate = defineRoute({
  operationId: 'rotateKeys',
  method: 'post',
  path: '/keys/rotate',
  tags,
  summary: 'Seal all secrets with the first master key',
  description: 'Secrets never leave the server. Broken off, it goes on where it is called again.',
  responses: {
    200: jsonAnswer(z.object({ resealed: z.int(), unreadable: z.array(z.string()) }).openapi('KeyRotation'), 'What was sealed anew.'),
  },
});

/** Master keys: named and changed, never shown. */
export function keyRoutes(services: ManagementServices) {
  return makeRouter()
    .openapi(get, async (context) => context.json({ keys: await describeKeys(services) }, 200))
    .openapi(rotate, async (context) => {
      const { resealed, unreadable } = await rotateKeys(services, callerOf(context).by);
      return context.json({ resealed, unreadable: [...unreadable] }, 200);
    });
}
