import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { ReceivedMail } from '../mail/smtp-server.ts';
import { customers, type DemoCustomer } from './customers.ts';
import { deliveryService } from './delivery-service.ts';
import { answerPrice } from './price-service.ts';

/** The small web services that the examples call, behind one address. */
export interface WebServices {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  /** Breaks what is still open. */
  close(): Promise<void>;
}

/** Longest delay that a caller may ask for, in milliseconds. */
const delayMsMax = 60_000;

/**
 * Serves on the loopback address:
 * - the customers 1 to 10: `GET /customers`, `/customers/{id}`, `/ratings/{id}` (404 as JSON where there is none). Orders know
 *   them by number, and so does the service: `C-1001` is customer 1;
 * - `POST /prices`, in XML as older systems speak, and `POST /deliveries`, which is often busy;
 * - `GET /mails`: what has been sent.
 *
 * `?delayMs=` holds any answer back. Port 0 takes any free one.
 * @throws Error of Node where the port is taken.
 */
export async function startWebServices({
  port,
  mails = [],
}: {
  readonly port: number;
  readonly mails?: readonly ReceivedMail[];
}): Promise<WebServices> {
  const stopped = new AbortController();
  const services: Services = { deliver: deliveryService(), mails };
  const server = createServer((request, response) => {
    answer(request, response, { services, signal: stopped.signal }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        stopped.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Services {
  readonly deliver: ReturnType<typeof deliveryService>;
  readonly mails: readonly ReceivedMail[];
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { services, signal }: { readonly services: Services; readonly signal: AbortSignal },
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const delayMs = Number(url.searchParams.get('delayMs') ?? 0);
  if (delayMs > 0) await delay(Math.min(delayMs, delayMsMax), undefined, { signal, ref: false });
  if (url.pathname === '/prices' && request.method === 'POST') return answerPrice(request, response);
  if (url.pathname === '/deliveries' && request.method === 'POST') return services.deliver(request, response);
  const { status, value } =
    request.method === 'GET' ? resource(url.pathname, services) : fault(405, 'method_not_allowed', 'Only GET is served here.');
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

interface Resource {
  readonly status: number;
  readonly value: unknown;
}

function resource(pathname: string, { mails }: Services): Resource {
  if (pathname === '/') return { status: 200, value: { service: 'customers', customers: '/customers' } };
  if (pathname === '/mails') return { status: 200, value: mails };
  if (pathname === '/customers') return { status: 200, value: customers };
  const [, collection, id] = /^\/(customers|ratings)\/([^/]+)$/.exec(pathname) ?? [];
  if (id === undefined) return fault(404, 'not_found', 'Nothing is here.');
  const customer = customers.find((candidate) => String(candidate.id) === id || numberOf(candidate) === id);
  if (customer === undefined) return fault(404, 'not_found', `There is no customer ${decoded(id)}.`);
  return { status: 200, value: collection === 'ratings' ? ratingOf(customer) : customer };
}

/** What orders call a customer. */
function numberOf({ id }: DemoCustomer): string {
  return `C-${1000 + id}`;
}

/** What another service would know: how far a customer is trusted. */
function ratingOf({ id, tier }: DemoCustomer): unknown {
  return { customer: id, rating: { gold: 'A', silver: 'B', bronze: 'C' }[tier], asOf: '2026-11-01' };
}

function fault(status: number, error: string, message: string): Resource {
  return { status, value: { error, message } };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).slice(0, 40);
  } catch {
    return text.slice(0, 40);
  }
}
