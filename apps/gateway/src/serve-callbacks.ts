import type { CallbackOutcome } from '@weft/database';
import type { WireDocument } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { discardBody, takeBody } from './request-document.ts';
import { headerProperties, queryProperties } from './request-properties.ts';
import { readTarget } from './request-target.ts';
import type { GatewayServices } from './services.ts';

/** As much as an endpoint takes unless it says otherwise. 10 MB. */
const bodyBytesMax = 10 * 1024 * 1024;

const parameters = z.object({ id: z.string().max(100), key: z.string().max(4_000) });

/** The query that is Weft's own; what stands beside it is the caller's. */
const tokenName = 'token';

/**
 * Serves the addresses that end a wait. The first call counts: its body becomes the document that the execution goes on with.
 * HEAD is not served: programs that look at links in mails would answer in somebody's place.
 */
export function serveCallbacks(app: FastifyInstance, services: GatewayServices): void {
  app.route({
    method: ['GET', 'POST', 'PUT'],
    url: '/callbacks/:id/:key',
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const { query } = readTarget(request.raw.url ?? '/');
      const wait = waitOf(services, request.params, query.get(tokenName) ?? '');
      query.delete(tokenName);
      const { body, contentType } = await takeBody(services, request, { bytesMax: bodyBytesMax });
      const document: WireDocument = {
        id: 'callback',
        contentType,
        properties: { ...queryProperties(query), ...headerProperties(request.headers), inmethod: request.method },
        body,
      };
      const outcome = await takeCallback(services, wait, document);
      reply.header('x-execution-id', wait.executionId).header('cache-control', 'no-store');
      if (outcome !== 'taken') throw ended(outcome);
      return reply.code(202).send({ executionId: wait.executionId });
    },
  });
}

/** A wrong token, a wrong key and an execution that never was look the same from outside: like an address where nothing is served. */
function waitOf({ callbackUrls }: GatewayServices, params: unknown, token: string): { readonly executionId: string; readonly key: string } {
  const named = parameters.safeParse(params);
  const key = named.success ? callbackUrls.read(named.data.id, named.data.key, token) : undefined;
  if (!named.success || key === undefined) throw new WeftError('NOT_FOUND', 'Nothing is served at this address.');
  return { executionId: named.data.id, key };
}

async function takeCallback(
  services: GatewayServices,
  { executionId, key }: ReturnType<typeof waitOf>,
  document: WireDocument,
): Promise<CallbackOutcome> {
  const outcome = await services.database.waits.callBack(executionId, key, document);
  if (outcome !== 'taken') await discardBody(services, document.body);
  return outcome;
}

function ended(outcome: Exclude<CallbackOutcome, 'taken'>): WeftError {
  if (outcome === 'taken-before') return new WeftError('WAIT_ENDED', 'Somebody has used this address before. It works once.');
  return new WeftError('WAIT_ENDED', 'The execution does not wait at this address any more.');
}
