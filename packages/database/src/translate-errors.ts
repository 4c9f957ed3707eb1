import { WeftError } from '@weft/errors';
import { violationOf } from './prisma-error.ts';

type Method = (...parameters: unknown[]) => Promise<unknown>;

/**
 * The same repository, throwing WeftError where PostgreSQL or the way to it is the cause: `DATABASE_UNAVAILABLE` (to be tried
 * again) where it does not answer, `REQUEST_INVALID` for a text that PostgreSQL cannot hold. Other errors are bugs and stay as they are.
 */
export function translatingErrors<T extends object>(repository: T): T {
  const methods = Object.entries(repository).map(([name, method]: [string, Method]) => {
    const translating: Method = async (...parameters) => {
      try {
        return await method(...parameters);
      } catch (error) {
        throw translate(error);
      }
    };
    return [name, translating];
  });
  return Object.fromEntries(methods);
}

/** SQLSTATE classes and codes (PostgreSQL, Appendix A): connections, authentication, no such database, too many, shutting down. */
const unavailableState = /^(08...|28...|3D000|53300|57P0.)$/;
/** Prisma's: not reachable, timed out, closed, no free connection, no transaction in time. */
const unavailablePrisma = /^(P1000|P1001|P1002|P1003|P1008|P1017|P2024|P2028)$/;
const unavailableNode = /^(ECONN.*|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE)$/;
/** What pg says without a code. */
const unavailableText = /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout)/;

function translate(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof WeftError || violationOf(error) !== undefined) return error;
  const codes = codesOf(error);
  if (codes.includes('22021')) {
    return new WeftError('REQUEST_INVALID', 'A text holds the character U+0000, which can neither be stored nor searched for.', {
      cause: error,
    });
  }
  const unavailable =
    codes.some((code) => unavailableState.test(code) || unavailablePrisma.test(code) || unavailableNode.test(code)) ||
    unavailableText.test(error.message);
  if (!unavailable) return error;
  const message = 'The database of Weft does not answer. Try again; if it stays so, look at its log.';
  return new WeftError('DATABASE_UNAVAILABLE', message, { cause: error, detail: error.message, retryable: true });
}

/** The error's own code, and the server's where Prisma has wrapped it. */
function codesOf(error: Error & { code?: unknown; meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } }): string[] {
  return [error.code, error.meta?.driverAdapterError?.cause?.originalCode].filter((code) => typeof code === 'string');
}
