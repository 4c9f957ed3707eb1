import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { bearerOf } from '@weft/call';
import { type TestedConnection, testConnectionPath, testConnectionSchema } from '@weft/call/internal-api';
import { toProblem, WeftError } from '@weft/errors';
import type { WorkerMetrics } from '@weft/telemetry';

export interface InternalServerOptions {
  readonly token: string;
  readonly metrics: WorkerMetrics;
  readonly healthy: () => Promise<boolean>;
  readonly testConnection: (type: string, config: Record<string, unknown>) => Promise<TestedConnection>;
}

interface Answered {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const bodyBytesMax = 1024 * 1024;

/** The worker's own door: `/healthz`, `/metrics`, and the connection test for the studio. */
export function createInternalServer(options: InternalServerOptions): Server {
  return createServer({ requestTimeout: 10_000 }, (request, response) => {
    answer(options, request).then(
      ({ status, contentType, body }) => response.writeHead(status, { 'content-type': contentType }).end(body),
      () => response.destroy(),
    );
  });
}

async function answer(options: InternalServerOptions, request: IncomingMessage): Promise<Answered> {
  const target = `${request.method} ${request.url}`;
  if (target === 'GET /healthz') {
    const healthy = await options.healthy();
    return json(healthy ? 200 : 503, { status: healthy ? 'ok' : 'unavailable' });
  }
  if (target === 'GET /metrics') return { status: 200, contentType: options.metrics.contentType, body: await options.metrics.text() };
  if (target !== `POST ${testConnectionPath}`) return problem(new WeftError('NOT_FOUND', 'Nothing is served at this address.'));
  if (!isSame(bearerOf(request.headers.authorization), options.token)) {
    return problem(new WeftError('UNAUTHENTICATED', 'The internal token is wrong.'));
  }
  const asked = testConnectionSchema.safeParse(await readJson(request));
  // What was wrong with it stays unsaid: it may hold secrets.
  if (!asked.success) return problem(new WeftError('REQUEST_INVALID', 'The body must be JSON with "type" and "config".'));
  return json(200, await options.testConnection(asked.data.type, asked.data.config));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.byteLength;
    if (bytes > bodyBytesMax) return undefined;
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    return undefined;
  }
}

function json(status: number, value: unknown): Answered {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}

function problem(error: WeftError): Answered {
  return { status: error.status, contentType: 'application/problem+json', body: JSON.stringify(toProblem(error)) };
}

function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
