import { WeftError } from '@weft/errors';
import { outboundAgent } from '@weft/outbound';
import { implementConnection, type OutboundGuard } from '@weft/step-kit/executor';
import type * as z from 'zod';
import { connection } from './connection.ts';
import { type IncomingResponse, type OutgoingRequest, sendRequest } from './send-request.ts';
import { targetUrl } from './target-url.ts';

/** A request as a step asks for it: what the connection adds is not in it. */
export interface ServiceRequest {
  readonly method: string;
  /** Relative to the base URL, or whole where there is no connection. */
  readonly target: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: OutgoingRequest['body'];
  /** The connection's where it is not given; 30 seconds without a connection. */
  readonly timeoutMs?: number | undefined;
  readonly responseBytesMax: number;
  readonly signal: AbortSignal;
}

/** Calls one service. */
export interface HttpClient {
  /** @throws WeftError as {@link sendRequest}, and `CONFIG_INVALID` for a URL that cannot be called. */
  send(request: ServiceRequest): Promise<IncomingResponse>;
  close(): Promise<void>;
}

type Config = z.output<typeof connection.config>;

/** The client of steps that have no connection: whole URLs, no credentials. */
export function plainClient(guard: OutboundGuard): HttpClient {
  return makeClient(guard, undefined);
}

/** A client for one service, whose credentials never leave its server. */
export function serviceClient(guard: OutboundGuard, config: Config): HttpClient {
  return makeClient(guard, config);
}

function makeClient(guard: OutboundGuard, config: Config | undefined): HttpClient {
  const agent = outboundAgent(guard);
  const own = config === undefined ? {} : connectionHeaders(config);
  return {
    send(request) {
      const headers: Record<string, string> = { accept: '*/*', 'accept-encoding': 'gzip', 'user-agent': 'weft' };
      for (const [name, value] of request.headers) headers[name.toLowerCase()] = value;
      return sendRequest(agent, {
        method: request.method,
        url: targetUrl(request.target, request.query, config?.baseUrl),
        headers: { ...headers, ...own },
        privateHeaders: [...Object.keys(own), 'authorization', 'cookie', 'proxy-authorization'],
        ...(request.body === undefined ? {} : { body: request.body }),
        timeoutMs: request.timeoutMs ?? config?.timeoutMs ?? 30_000,
        responseBytesMax: request.responseBytesMax,
        signal: request.signal,
      });
    },
    close: () => agent.close(),
  };
}

function connectionHeaders({ headers, authentication }: Config): Record<string, string> {
  const result: Record<string, string> = {};
  for (const { name, value } of headers) result[name.toLowerCase()] = value;
  switch (authentication.kind) {
    case 'none':
      break;
    case 'basic':
      // RFC 7617 §2.1: UTF-8.
      result['authorization'] = `Basic ${Buffer.from(`${authentication.username}:${authentication.password}`).toString('base64')}`;
      break;
    case 'bearer':
      result['authorization'] = `Bearer ${authentication.token}`;
      break;
    case 'api-key':
      result[authentication.headerName.toLowerCase()] = authentication.key;
      break;
    default:
      throw new WeftError('CONFIG_INVALID', `The authentication ${authentication satisfies never as string} is not known.`);
  }
  return result;
}

/** Opens, tries and closes connections of the type `http`. */
export const implementation = implementConnection<typeof connection.config, HttpClient>({
  definition: connection,
  open: async (config, { outbound }) => serviceClient(outbound, config),
  async test(client, signal) {
    const startedAt = performance.now();
    const { status } = await client.send({ method: 'GET', target: '', query: [], headers: [], responseBytesMax: 32 * 1024 * 1024, signal });
    const milliseconds = Math.round(performance.now() - startedAt);
    if (status === 401 || status === 403) {
      throw new WeftError('CONNECTION_FAILED', `The service answered with status ${status}: it does not accept these credentials.`);
    }
    if (status >= 500) throw new WeftError('CONNECTION_FAILED', `The service was reached, but it answered with status ${status}.`);
    return `The service answered with status ${status} after ${milliseconds} ms.`;
  },
  close: (client) => client.close(),
});
