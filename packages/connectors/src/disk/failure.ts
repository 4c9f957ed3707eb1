import { WeftError } from '@weft/errors';

/** Why the machine refused, as ends of the sentence "Weft could not read "a.csv": … ". */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'its user has no permission for that.',
  EBUSY: 'another program holds it.',
  EDQUOT: 'the quota of its user is used up.',
  EFBIG: 'the file would become too large for this disk.',
  EISDIR: 'it is a folder.',
  ELOOP: 'its links lead in a circle.',
  ENAMETOOLONG: 'the name is too long for this disk.',
  ENOENT: 'there is nothing of that name, or no such folder.',
  ENOSPC: 'the disk is full.',
  ENOTDIR: 'a part of the path is a file, not a folder.',
  EPERM: 'that is not permitted.',
  EROFS: 'the disk can only be read.',
  ETXTBSY: 'it is a program that runs.',
  EXDEV: 'the two paths are on different disks.',
};

/** Codes after which the same may well succeed a moment later. */
const passing: ReadonlySet<string> = new Set([
  'EAGAIN',
  'EBUSY',
  'EDQUOT',
  'EINTR',
  'EIO',
  'EMFILE',
  'ENFILE',
  'ENOSPC',
  'ESTALE',
  'ETIMEDOUT',
]);

/** The code of an error of the machine; undefined for any other error. */
export function codeOf(thrown: unknown): string | undefined {
  const { code } = thrown as { readonly code?: unknown };
  return thrown instanceof Error && typeof code === 'string' ? code : undefined;
}

/** Anything that was thrown while working on files, as a WeftError; `what` is such as `read "orders/a.csv"`. */
export function diskFailure(thrown: unknown, what: string): WeftError {
  if (thrown instanceof WeftError) return thrown;
  const code = codeOf(thrown) ?? '';
  const reason = reasons[code] ?? `the disk answered ${code === '' ? 'with an unknown error' : code}.`;
  return new WeftError('STEP_FAILED', `Weft could not ${what}: ${reason}`, {
    cause: thrown,
    detail: thrown instanceof Error ? thrown.message : String(thrown),
    retryable: passing.has(code),
  });
}
