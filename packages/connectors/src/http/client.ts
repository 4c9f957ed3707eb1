import { rootCertificates } from 'node:tls';
import { WeftError } from '@weft/errors';
import { type OutboundAgentOptions, outboundAgent } from '@weft/outbound';
import { implementConnection, type OutboundGuard } from '@weft/step-kit/executor';
import type { Dispatcher } from 'undici';
import type * as z from 'zod';
import { authenticatorFor } from './authentication.ts';
import type { OAuth2Config } from './authentication-fields.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { connection } from './connection.ts';
import { createLimiter } from './limits.ts';
import { tokenSource } from './oauth2-token.ts';
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
  const agent = outboundAgent(guard, config === undefined ? {} : { connect: tlsOf(config) });
  const fixed = Object.fromEntries((config?.headers ?? []).map(({ name, value }) => [name.toLowerCase(), value]));
  const authenticator = authenticatorFor(config?.authentication ?? { kind: 'none' }, (oauth2) =>
    tokenSource(oauth2, postForm(agent, oauth2), Date.now),
  );
  const limiter = createLimiter(config?.limits ?? { concurrent: 0, perSecond: 0 }, Date.now);
  const breaker = createCircuitBreaker(config?.limits ?? { failuresMax: 0, restMs: 0 }, Date.now);

  async function once(request: ServiceRequest): Promise<IncomingResponse> {
    const headers: Record<string, string> = { accept: '*/*', 'accept-encoding': 'gzip', 'user-agent': 'weft' };
    for (const [name, value] of request.headers) headers[name.toLowerCase()] = value;
    const plain = targetUrl(request.target, request.query, config?.baseUrl);
    const own = await authenticator.credentialsFor({ method: request.method, url: plain }, request.signal);
    return sendRequest(agent, {
      method: request.method,
      url: own.query.length === 0 ? plain : targetUrl(request.target, [...request.query, ...own.query], config?.baseUrl),
      headers: { ...headers, ...fixed, ...own.headers },
      privateHeaders: [...Object.keys(fixed), ...Object.keys(own.headers), 'authorization', 'cookie', 'proxy-authorization'],
      ...(request.body === undefined ? {} : { body: request.body }),
      timeoutMs: request.timeoutMs ?? config?.timeoutMs ?? 30_000,
      responseBytesMax: request.responseBytesMax,
      signal: request.signal,
    });
  }

  return {
    async send(request) {
      const leave = await limiter.enter(request.signal);
      try {
        breaker.check();
        const response = await once(request);
        const answer = response.status === 401 && authenticator.refused(response) ? await once(request) : response;
        breaker.ended(answer.status >= 500);
        return answer;
      } catch (thrown) {
        if (thrown instanceof WeftError && isOutage(thrown)) breaker.ended(true);
        throw thrown;
      } finally {
        leave();
      }
    },
    close: () => agent.close(),
  };
}

/** What says something about the service, and not about the request. The breaker's own refusal tells when to come again. */
function isOutage({ code, retryAfterMs }: WeftError): boolean {
  return (code === 'CONNECTION_FAILED' && retryAfterMs === undefined) || code === 'TIMEOUT';
}

/** For `tls.connect`; the types of undici name only what all its kinds of sockets have in common. */
function tlsOf({ tls }: Config): NonNullable<OutboundAgentOptions['connect']> {
  const options = {
    ...(tls.authorities.trim() === '' ? {} : { ca: [...rootCertificates, tls.authorities] }),
    ...(tls.certificate.trim() === '' ? {} : { cert: tls.certificate, key: tls.key }),
  };
  return options as NonNullable<OutboundAgentOptions['connect']>;
}

function postForm(agent: Dispatcher, { tokenUrl }: OAuth2Config): Parameters<typeof tokenSource>[1] {
  return (form, headers, signal) =>
    sendRequest(agent, {
      method: 'POST',
      url: new URL(tokenUrl),
      headers: { accept: 'application/json', ...Object.fromEntries(headers) },
      privateHeaders: ['authorization'],
      body: { contentType: 'application/x-www-form-urlencoded', open: () => Buffer.from(form) },
      timeoutMs: 30_000,
      responseBytesMax: 1024 * 1024,
      signal,
    });
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
