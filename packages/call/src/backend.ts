import { createPostgresBackend, createRedisBackend, Queue, type QueueOptions, Worker, type WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueueBackend } from './queue.ts';

/** BullMQ's name of the one queue that calls travel through. */
const queueName = 'calls';

/**
 * What BullMQ stores of a call. It is one text, so that PostgreSQL's `jsonb` neither refuses what JSON allows
 * (`\u0000`, lone surrogates) nor rewrites numbers.
 */
export interface StoredCall {
  readonly call: string;
}

/** An opened BullMQ object with the connection that belongs to it. */
export interface Opened<T> {
  readonly opened: T;
  /** Ends the connection that was opened for it; call it after closing `opened`. */
  disconnect(): void;
}

/** A BullMQ queue on the backend; commands fail at once while Redis is away, so that a caller is never kept waiting. */
export function makeQueue(backend: QueueBackend, poolMax: number, options: Partial<QueueOptions> = {}): Opened<Queue<StoredCall>> {
  if (backend.redisUrl === undefined) {
    const connection = postgresConnection(backend.databaseUrl, poolMax);
    return { opened: new Queue(queueName, { ...options, connection }, createPostgresBackend as never), disconnect: () => undefined };
  }
  const client = new Redis(backend.redisUrl, { maxRetriesPerRequest: 1 });
  // Without a listener a refused connection would end the process; BullMQ reports it through its own event.
  client.on('error', () => undefined);
  const prefix = backend.redisPrefix ?? 'weft';
  const opened = new Queue<StoredCall>(queueName, { ...options, connection: client, prefix }, createRedisBackend as never);
  return { opened, disconnect: () => client.disconnect() };
}

/** A BullMQ worker on the backend; it reconnects for ever. */
export function makeWorker(
  backend: QueueBackend,
  process: ConstructorParameters<typeof Worker<StoredCall>>[1],
  options: Omit<WorkerOptions, 'connection' | 'prefix'>,
): Opened<Worker<StoredCall>> {
  if (backend.redisUrl === undefined) {
    // BullMQ finishes and fetches through this pool; more connections than cores of a database help nothing.
    const connection = postgresConnection(backend.databaseUrl, Math.min(8, Math.max(2, options.concurrency ?? 1)));
    return {
      opened: new Worker(queueName, process, { ...options, connection } as never, createPostgresBackend as never),
      disconnect: () => undefined,
    };
  }
  const client = new Redis(backend.redisUrl, { maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  const opened = new Worker<StoredCall>(
    queueName,
    process,
    { ...options, connection: client, prefix: backend.redisPrefix ?? 'weft' },
    createRedisBackend as never,
  );
  return { opened, disconnect: () => client.disconnect() };
}

function postgresConnection(databaseUrl: string, max: number): never {
  // The type of a queue's `connection` names Redis only; the PostgreSQL backend takes this (its PostgresPoolConfig).
  return { connectionString: databaseUrl, max, migrate: true } as never;
}
