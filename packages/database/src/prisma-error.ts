import { PrismaClientKnownRequestError } from '@prisma/client/runtime/client';

/** Prisma's error codes that this package knows what to do about. */
const codes = { P2002: 'unique', P2003: 'foreign-key', P2025: 'not-found' } as const;

/** Which rule of the database a statement hurt; undefined for every other error. */
export function violationOf(error: unknown): (typeof codes)[keyof typeof codes] | undefined {
  if (!(error instanceof PrismaClientKnownRequestError)) return undefined;
  return codes[error.code as keyof typeof codes];
}
