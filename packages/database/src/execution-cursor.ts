import { WeftError } from '@weft/errors';

/** The place in the list of executions after which the next page begins. */
export interface ExecutionCursor {
  readonly acceptedAt: Date;
  readonly id: string;
}

/** As callers carry it: opaque to them, safe in an address. */
export function writeCursor({ acceptedAt, id }: ExecutionCursor): string {
  return Buffer.from(`${acceptedAt.getTime()} ${id}`).toString('base64url');
}

/** @throws WeftError `REQUEST_INVALID` where it was not written here. */
export function readCursor(text: string): ExecutionCursor {
  const [, time, id] = /^(\d{1,15}) (.+)$/s.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  if (time === undefined || id === undefined || id.includes('\0')) {
    throw new WeftError('REQUEST_INVALID', 'The value of "after" is not one that a list gave out as "next".');
  }
  return { acceptedAt: new Date(Number(time)), id };
}
