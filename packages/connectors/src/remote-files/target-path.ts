import { WeftError } from '@weft/errors';
import { numbered } from './remote-path.ts';
import type { FileSession } from './session.ts';

const numbersMax = 1_000;

/** The path, or the first of `name (2)`, `name (3)` … at which nothing is. @throws WeftError `CONFLICT` after a thousand. */
export async function freePath(session: FileSession, path: string): Promise<string> {
  if ((await session.find(path)) === undefined) return path;
  for (let number = 2; number <= numbersMax; number += 1) {
    const candidate = numbered(path, number);
    if ((await session.find(candidate)) === undefined) return candidate;
  }
  throw new WeftError('CONFLICT', `There are a thousand files named like "${path}" already.`);
}

/**
 * Where a file that is written goes, by what is to become of one that is there.
 * @throws WeftError `CONFLICT` where it is to stay.
 */
export async function targetPath(session: FileSession, path: string, conflict: 'overwrite' | 'number' | 'fail'): Promise<string> {
  if (conflict === 'overwrite') return path;
  if (conflict === 'number') return freePath(session, path);
  if ((await session.find(path)) === undefined) return path;
  throw new WeftError('CONFLICT', `There is a file "${path}" already.`);
}
