import { WeftError } from '@weft/errors';
import { numbered } from './remote-path.ts';
import type { FileSession } from './session.ts';

const numbersMax = 1_000;

/** What becomes of a file that is there: it is replaced, it stays and that is an error, or it stays and the new one gets a number. */
export type Conflict = 'overwrite' | 'fail' | 'number';

/**
 * Moves a file to where it is to be and gives the path that it has got. Two that want the same path at once both get one of
 * their own (with `number`), as far as the system lets a driver see to that.
 * @throws WeftError `CONFLICT` where a file is there that is to stay, or after a thousand numbers.
 */
export async function moveInto(session: FileSession, from: string, { path, conflict }: Target): Promise<string> {
  if (conflict === 'overwrite') {
    await session.rename(from, path);
    return path;
  }
  if (await session.renameToFree(from, path)) return path;
  if (conflict === 'fail') throw isThere(path);
  for (let number = 2; number <= numbersMax; number += 1) {
    const candidate = numbered(path, number);
    if (await session.renameToFree(from, candidate)) return candidate;
  }
  throw tooMany(path);
}

/**
 * The path that a new file can have, for systems where it is written under its name at once. Between asking and writing
 * another one may be faster. @throws WeftError `CONFLICT` as {@link moveInto}.
 */
export async function freePath(session: FileSession, { path, conflict }: Target): Promise<string> {
  if (conflict === 'overwrite' || (await session.find(path)) === undefined) return path;
  if (conflict === 'fail') throw isThere(path);
  for (let number = 2; number <= numbersMax; number += 1) {
    const candidate = numbered(path, number);
    if ((await session.find(candidate)) === undefined) return candidate;
  }
  throw tooMany(path);
}

export interface Target {
  readonly path: string;
  readonly conflict: Conflict;
}

/** The error of a file that is there and is to stay. */
export function isThere(path: string): WeftError {
  return new WeftError('CONFLICT', `There is a file "${path}" already.`);
}

function tooMany(path: string): WeftError {
  return new WeftError('CONFLICT', `There are a thousand files named like "${path}" already.`);
}
