import type { LookupFunction } from 'node:net';
import type * as z from 'zod';
import type { ConnectionDefinition } from '../connection-definition.ts';

/** Decides which addresses may be called. Private, loopback, link-local and metadata ranges are refused unless the operator allows them. */
export interface OutboundGuard {
  /** Refuses a URL or host and port before a connection is tried. @throws WeftError `OUTBOUND_REFUSED`. */
  check(host: string, port: number): Promise<void>;
  /** For `net.connect`, `tls.connect`, undici's `connect.lookup`: resolves and refuses in one go, so a name cannot change in between. */
  lookupFor(port: number): LookupFunction;
}

export interface ConnectionSurroundings {
  readonly outbound: OutboundGuard;
  /** The folders of this machine that connections may reach, as the operator named them; none where it is not given. */
  readonly diskFolders?: readonly string[];
  readonly signal: AbortSignal;
}

/** How a connection is opened, tried and closed. Node only. */
export interface ConnectionImplementation<C extends z.ZodObject = z.ZodObject, Client = unknown> {
  readonly definition: ConnectionDefinition<C>;
  /** Makes a client that may be shared and reconnects by itself. */
  readonly open: (config: z.output<C>, surroundings: ConnectionSurroundings) => Promise<Client>;
  /** One harmless round trip. Returns a sentence for the person who pressed the button. @throws WeftError. */
  readonly test: (client: Client, signal: AbortSignal) => Promise<string>;
  readonly close: (client: Client) => Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: as AnyStepDefinition
export type AnyConnectionImplementation = ConnectionImplementation<any, any>;

export function implementConnection<C extends z.ZodObject, Client>(
  implementation: ConnectionImplementation<C, Client>,
): ConnectionImplementation<C, Client> {
  return implementation;
}
