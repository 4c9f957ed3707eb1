import { WeftError } from '@weft/errors';

/** The members of a record that goes into a table. @throws WeftError `BODY_NOT_SERIALIZABLE` for what has none. */
export function membersOf(record: unknown, number: number): Readonly<Record<string, unknown>> {
  if (typeof record === 'object' && record !== null && !Array.isArray(record) && !('toJSON' in record)) {
    return record as Record<string, unknown>;
  }
  const kind =
    record === null ? 'null' : Array.isArray(record) ? 'a list' : typeof record === 'object' ? 'a plain value' : `a ${typeof record}`;
  throw new WeftError('BODY_NOT_SERIALIZABLE', `Record ${number} cannot be written as a row: it is ${kind}, and rows are objects.`);
}
