import type { TestedConnection } from '@weft/call/internal-api';
import { toWeftError, WeftError } from '@weft/errors';
import type { AnyConnectionImplementation, ConnectionSurroundings, OutboundGuard } from '@weft/step-kit/executor';
import { readConfig } from './connections.ts';

/** A person waits in front of it. */
const timeoutMs = 15_000;

export interface TestConnectionOptions {
  readonly implementations: ReadonlyMap<string, AnyConnectionImplementation>;
  readonly outbound: OutboundGuard;
  readonly diskFolders: readonly string[];
}

/** Opens a connection with this config, makes one harmless round trip, closes it. Never throws. */
export async function testConnection(
  { implementations, ...surroundings }: TestConnectionOptions,
  type: string,
  config: Record<string, unknown>,
): Promise<TestedConnection> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const implementation = implementations.get(type);
    if (implementation === undefined) throw new WeftError('CONNECTION_UNKNOWN', `No connector has the connection type "${type}".`);
    const trying = roundTrip(implementation, readConfig(implementation, config, type), { ...surroundings, signal });
    return { ok: true, message: await withLimit(trying, signal) };
  } catch (thrown) {
    const { code, message } = toWeftError(thrown);
    return { ok: false, message, code };
  }
}

async function roundTrip(
  implementation: AnyConnectionImplementation,
  config: never,
  surroundings: ConnectionSurroundings,
): Promise<string> {
  const client = await implementation.open(config, surroundings);
  try {
    return await implementation.test(client, surroundings.signal);
  } finally {
    await implementation.close(client);
  }
}

/** Also where a client does not heed its signal. */
async function withLimit<T>(trying: Promise<T>, signal: AbortSignal): Promise<T> {
  const limit = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () =>
      reject(new WeftError('TIMEOUT', `The system did not answer within ${timeoutMs / 1_000} seconds.`)),
    );
  });
  trying.catch(() => undefined);
  return Promise.race([trying, limit]);
}
