import { setTimeout as wait } from 'node:timers/promises';
import { type GatewayConnection, openGatewayConnection } from './gateway-connection.ts';
import type { ReplySender } from './reply.ts';

/** A gateway that could not be reached is not tried again for so long. */
const avoidMs = 1_000;

export interface ReplySenderOptions {
  /** Shared with the gateways. */
  readonly secret: Uint8Array;
  /** How long a gateway may take to accept a connection, and to acknowledge an answer. Default 3,000. */
  readonly timeoutMs?: number;
  readonly onError?: (error: Error) => void;
}

/** Opens the worker's side of the reply channel. Connections are made on first use. */
export function openReplySender(options: ReplySenderOptions): ReplySender {
  const timeoutMs = options.timeoutMs ?? 3_000;
  const onError = options.onError ?? (() => undefined);
  const connections = new Map<string, Promise<GatewayConnection>>();
  const avoidUntil = new Map<string, number>();

  function connectionTo(address: string): Promise<GatewayConnection> {
    const known = connections.get(address);
    if (known !== undefined) return known;
    const forget = () => {
      if (connections.get(address) === opening) connections.delete(address);
    };
    const opening = openGatewayConnection(address, options.secret, timeoutMs, forget);
    connections.set(address, opening);
    opening.catch((error: unknown) => {
      forget();
      avoidUntil.set(address, Date.now() + avoidMs);
      onError(error instanceof Error ? error : new Error(String(error)));
    });
    return opening;
  }

  return {
    send: async (address, executionId, attempt, answer) => {
      if ((avoidUntil.get(address) ?? 0) > Date.now()) return false;
      try {
        const connection = await connectionTo(address);
        return await connection.send(executionId, attempt, answer);
      } catch (error) {
        onError(error instanceof Error ? error : new Error(String(error)));
        return false;
      }
    },
    claim: (address, executionId, attempt) => {
      connectionTo(address).then(
        (connection) => connection.claim(executionId, attempt),
        () => undefined,
      );
    },
    close: async () => {
      const open = await Promise.race([Promise.allSettled(connections.values()), wait(timeoutMs, [], { ref: false })]);
      for (const each of open) if (each.status === 'fulfilled') each.value.close();
      connections.clear();
    },
  };
}
