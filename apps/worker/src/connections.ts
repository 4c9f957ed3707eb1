import type { SealedConnection } from '@weft/database';
import { toWeftError, WeftError } from '@weft/errors';
import { combineSecrets } from '@weft/step-kit';
import type { AnyConnectionImplementation, ConnectionHandle, OutboundGuard } from '@weft/step-kit/executor';
import type { Logger } from '@weft/telemetry';

/** The open connections of this worker. */
export interface OpenConnections extends AsyncDisposable {
  /** A handle for the connection with this id; nothing is opened before it is used. */
  handle<Client>(id: string): ConnectionHandle<Client>;
}

export interface OpenConnectionsOptions {
  readonly load: (id: string) => Promise<SealedConnection | undefined>;
  readonly implementations: ReadonlyMap<string, AnyConnectionImplementation>;
  /** The secrets of a connection, by path (see `separateSecrets` of @weft/step-kit). */
  readonly unseal: (sealed: string, connectionId: string) => Record<string, string>;
  readonly outbound: OutboundGuard;
  readonly diskFolders: readonly string[];
  readonly log: Logger;
  readonly now: () => number;
}

/** A client is trusted to be of the current revision for so long. */
const trustedMs = 1_500;
/** An unused client is closed after this. */
const idleMs = 5 * 60_000;
/** What still runs on a replaced client may finish within this. */
const replacedMs = 60_000;

interface Open {
  readonly revision: number;
  readonly implementation: AnyConnectionImplementation;
  readonly client: Promise<unknown>;
  readonly closing: AbortController;
  checkedAt: number;
  usedAt: number;
}

/** Opens each connection on first use, shares it, replaces it when it was saved anew, closes it when nobody uses it. */
export function openConnections(options: OpenConnectionsOptions): OpenConnections {
  const { now, log } = options;
  const open = new Map<string, Open>();
  const checking = new Map<string, Promise<Open>>();
  const replaced = new Set<NodeJS.Timeout>();

  async function current(id: string): Promise<Open> {
    const known = open.get(id);
    if (known !== undefined && now() - known.checkedAt < trustedMs) return known;
    const underWay = checking.get(id);
    if (underWay !== undefined) return underWay;
    const check = refresh(id).finally(() => checking.delete(id));
    checking.set(id, check);
    return check;
  }

  async function refresh(id: string): Promise<Open> {
    const stored = await options.load(id);
    const known = open.get(id);
    if (stored === undefined) {
      if (known !== undefined) retire(id, known, replacedMs);
      throw new WeftError('CONNECTION_UNKNOWN', 'The connection of this step does not exist any more. Choose another one.');
    }
    if (known !== undefined && known.revision === stored.revision) {
      known.checkedAt = now();
      return known;
    }
    if (known !== undefined) retire(id, known, replacedMs);
    const fresh = begin(stored);
    open.set(id, fresh);
    // Opening failed: the next use tries again.
    fresh.client.catch(() => {
      if (open.get(id) === fresh) open.delete(id);
    });
    return fresh;
  }

  function begin(stored: SealedConnection): Open {
    const implementation = options.implementations.get(stored.type);
    if (implementation === undefined) {
      throw new WeftError(
        'CONNECTION_UNKNOWN',
        `The connection "${stored.name}" has the type "${stored.type}", which this Weft does not know.`,
      );
    }
    const closing = new AbortController();
    const client = openClient(implementation, stored, closing.signal);
    return { revision: stored.revision, implementation, client, closing, checkedAt: now(), usedAt: now() };
  }

  async function openClient(implementation: AnyConnectionImplementation, stored: SealedConnection, signal: AbortSignal): Promise<unknown> {
    const secrets = stored.sealedSecrets === '' ? {} : options.unseal(stored.sealedSecrets, stored.id);
    const config = readConfig(implementation, combineSecrets(stored.config, secrets), stored.name);
    return implementation.open(config, { outbound: options.outbound, diskFolders: options.diskFolders, signal });
  }

  function retire(id: string, known: Open, afterMs: number): void {
    if (open.get(id) === known) open.delete(id);
    const timer = setTimeout(() => {
      replaced.delete(timer);
      void close(known);
    }, afterMs);
    timer.unref();
    replaced.add(timer);
  }

  async function close(known: Open): Promise<void> {
    known.closing.abort();
    try {
      await known.implementation.close(await known.client);
    } catch (error) {
      log.debug('connection.not-closed', { error });
    }
  }

  const idle = setInterval(() => {
    for (const [id, known] of open) if (now() - known.usedAt > idleMs) retire(id, known, 0);
  }, 30_000);
  idle.unref();

  return {
    handle: <Client>(id: string): ConnectionHandle<Client> => ({
      client: async (signal) => {
        signal.throwIfAborted();
        try {
          const known = await current(id);
          known.usedAt = now();
          return (await known.client) as Client;
        } catch (thrown) {
          throw thrown instanceof WeftError
            ? thrown
            : new WeftError('CONNECTION_FAILED', 'The connection could not be opened.', {
                cause: thrown,
                detail: toWeftError(thrown).detail,
              });
        }
      },
    }),
    [Symbol.asyncDispose]: async () => {
      clearInterval(idle);
      for (const timer of replaced) clearTimeout(timer);
      await Promise.all([...open.values()].map(close));
      open.clear();
    },
  };
}

/** The config with its secrets, as the connection type wants it. @throws WeftError `CONFIG_INVALID`, which names fields and no values. */
export function readConfig(implementation: AnyConnectionImplementation, config: Record<string, unknown>, name: string): never {
  const read = implementation.definition.config.safeParse(config);
  if (read.success) return read.data as never;
  const fields = read.error.issues.map(describeIssue).join(' ');
  throw new WeftError('CONFIG_INVALID', `The connection "${name}" is not configured correctly. ${fields}`);
}

function describeIssue(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  return `${issue.path.join('.') || 'the connection'}: ${issue.message}`;
}
