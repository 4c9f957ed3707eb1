import { WeftError } from '@weft/errors';
import { socketFailure } from '../network/socket-failure.ts';

interface ServerError {
  readonly errno: number;
  readonly sqlState: string;
  readonly sqlMessage: string;
}

/** Numbers of the MySQL error reference after which the server takes no work just now. */
const busy: ReadonlySet<number> = new Set([1040, 1053, 1080, 1129, 1158, 1159, 1160, 1161, 1203, 1226, 1927, 3169, 4031]);
/** Accounts and passwords. */
const notLetIn: ReadonlySet<number> = new Set([1044, 1045, 1130, 1251, 1698, 1820, 1862, 3118]);
/** Deadlock and lock wait: the same statement may well succeed. */
const passing: ReadonlySet<number> = new Set([1205, 1213]);

/** Anything thrown while connecting or by a statement, as a WeftError. */
export function mysqlFailure(thrown: unknown): WeftError {
  if (thrown instanceof WeftError) return thrown;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (error.cause instanceof WeftError) return error.cause;
  if (isServerError(error)) return refusal(error);
  const end = socketFailure(error) ?? plainEnd(error);
  return new WeftError('CONNECTION_FAILED', `The database ${end}`, { detail: error.message, retryable: true, cause: thrown });
}

function isServerError(error: unknown): error is Error & ServerError {
  const { errno, sqlState } = error as Partial<ServerError>;
  return typeof errno === 'number' && typeof sqlState === 'string' && sqlState !== '';
}

function refusal(error: Error & ServerError): WeftError {
  const { errno, sqlState, sqlMessage } = error;
  const init = { detail: sqlMessage, cause: error };
  if (notLetIn.has(errno)) return new WeftError('CONNECTION_FAILED', 'The database does not accept this user and password.', init);
  if (errno === 1049) return new WeftError('CONNECTION_FAILED', 'There is no database of this name on the server.', init);
  if (busy.has(errno))
    return new WeftError('CONNECTION_FAILED', `The database cannot serve just now: ${sqlMessage}.`, { ...init, retryable: true });
  return new WeftError('QUERY_FAILED', `The database refused the statement: ${sqlMessage} (error ${errno}, SQLSTATE ${sqlState}).`, {
    ...init,
    retryable: passing.has(errno),
  });
}

/** Codes and messages of the driver itself. */
function plainEnd(error: Error): string {
  const { code = '' } = error as { readonly code?: string };
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT') return 'offers no encryption. Choose the encryption "off" if that is meant.';
  if (code === 'HANDSHAKE_SSL_ERROR') return 'does not speak TLS as expected.';
  if (code === 'PROTOCOL_CONNECTION_LOST' || /closed state|closed the connection/i.test(error.message)) return 'broke the connection off.';
  return 'could not be reached.';
}
