import type { Database } from '@weft/database';
import { WeftError } from '@weft/errors';

/** @throws WeftError `NOT_FOUND`. */
export async function requireParked(database: Pick<Database, 'parked'>, id: string) {
  const found = await database.parked.get(id);
  if (found === undefined) throw new WeftError('NOT_FOUND', `There is no parked document "${id}".`);
  return found;
}
