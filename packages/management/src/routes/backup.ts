import { z } from '@hono/zod-openapi';
import { callerOf } from '../access/require-role.ts';
import { makeBackup } from '../backup/make-backup.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { defineRoute } from '../http/define-route.ts';
import { makeRouter } from '../http/make-router.ts';
import { jsonAnswer, time } from '../schemas/common.ts';
import type { ManagementServices } from '../services.ts';

const tags = ['operating'];
const flag = z.enum(['true', 'false']);
const bytes = { 'application/gzip': { schema: z.string().openapi({ format: 'binary' }) } };

const backup = defineRoute({
  operationId: 'makeBackup',
  method: 'get',
  path: '/backup',
  tags,
  summary: 'All that is stored, as one file',
  description: 'Gzip of JSON lines, of one moment. Secrets stay sealed: keep the master key apart. Sessions are left out.',
  request: {
    query: z.object({
      executions: flag.default('true').openapi({ description: 'Also what has been executed.' }),
      bodies: flag.default('false').openapi({ description: 'Also large bodies of what waits, is parked or cached.' }),
    }),
  },
  responses: { 200: { description: 'The bytes of the backup.', content: bytes } },
});

const restore = defineRoute({
  operationId: 'restoreBackup',
  method: 'post',
  path: '/restore',
  tags,
  summary: 'Make this installation what a backup is of',
  description: 'The body is the bytes of a backup. In one transaction: everything, or nothing. The API token that asks goes on working.',
  request: {
    query: z.object({
      replace: flag
        .default('false')
        .openapi({ description: 'Remove what is here. Otherwise an installation that is not empty is refused.' }),
      dropSecrets: flag.default('false').openapi({ description: 'Leave the secrets of connections out, where the master key is lost.' }),
    }),
  },
  responses: { 200: jsonAnswer(z.object({ madeAt: time, rows: z.int(), bodies: z.int() }).openapi('Restored'), 'Restored.') },
});

/** The whole installation, out and in. */
export function backupRoutes(services: ManagementServices) {
  return makeRouter()
    .openapi(backup, async (context) => {
      const { executions, bodies } = context.req.valid('query');
      const stream = await makeBackup(services, {
        ...{ executions: executions === 'true', bodies: bodies === 'true', by: callerOf(context).by },
      });
      const day = services.now().toISOString().slice(0, 10);
      return new Response(stream, {
        headers: { 'content-type': 'application/gzip', 'content-disposition': `attachment; filename="weft-${day}.backup.gz"` },
      }) as never;
    })
    .openapi(restore, async (context) => {
      const { replace, dropSecrets } = context.req.valid('query');
      const caller = callerOf(context);
      const restored = await restoreBackup(services, {
        body: context.req.raw.body,
        replace: replace === 'true',
        dropSecrets: dropSecrets === 'true',
        by: caller.by,
        keepToken: caller.kind === 'token' ? caller.id : undefined,
      });
      return context.json(restored, 200);
    });
}
