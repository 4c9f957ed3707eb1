import type { Database, SealedConnection } from '@weft/database';
import { WeftError } from '@weft/errors';

/** @throws WeftError `NOT_FOUND`. */
export async function requireConnection(database: Database, id: string): Promise<SealedConnection> {
  const connection = await database.connections.get(id);
  if (connection === undefined) throw new WeftError('NOT_FOUND', `There is no connection with the id "${id}".`);
  return connection;
}
