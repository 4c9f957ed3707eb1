import { WeftError } from '@weft/errors';
import pg from 'pg';

/** What went wrong before the database could say anything, as sentences for people. */
const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The database refused the connection. Check the host and the port, and that the server runs.',
  ECONNRESET: 'The database broke the connection off.',
  ENOTFOUND: 'The host of the database is not known. Check its name.',
  EAI_AGAIN: 'The name of the database host could not be looked up just now.',
  ETIMEDOUT: 'The database did not take the connection in time.',
  CERT_HAS_EXPIRED: 'The certificate of the database has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The database shows a certificate that it has signed itself. Choose the encryption "require" to accept it.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate of the database comes from an authority that this machine does not know.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The database does not show the certificates that lead to an authority this machine knows.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the database is for another name than its host.',
};

/** Anything thrown while connecting or by a statement, as a WeftError. `sql` is the text that was sent, to show the place. */
export function databaseFailure(thrown: unknown, sql?: string): WeftError {
  if (thrown instanceof WeftError) return thrown;
  if (thrown instanceof pg.DatabaseError) return refusal(thrown, sql);
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (error.cause instanceof WeftError) return error.cause;
  const sentence = sentences[(error as { code?: string }).code ?? ''] ?? plainSentence(error.message);
  return new WeftError('CONNECTION_FAILED', sentence, { detail: error.message, retryable: true, cause: thrown });
}

/** The driver gives no codes for these. */
function plainSentence(message: string): string {
  if (message.includes('does not support SSL')) return 'The database offers no encryption. Choose the encryption "off" if that is meant.';
  if (message.includes('timeout exceeded when trying to connect')) return 'No connection to the database became free in time.';
  if (message.includes('Connection terminated')) return 'The connection to the database broke off.';
  return 'The database could not be reached.';
}

/** SQLSTATE classes of the PostgreSQL manual, appendix A. */
function refusal(error: pg.DatabaseError, sql: string | undefined): WeftError {
  const state = error.code ?? '';
  const init = { detail: [error.detail, error.hint, error.where].filter(Boolean).join(' · '), cause: error };
  if (state.startsWith('28')) return new WeftError('CONNECTION_FAILED', 'The database does not accept this user and password.', init);
  if (state === '3D000') return new WeftError('CONNECTION_FAILED', 'There is no database of this name on the server.', init);
  if (state.startsWith('08') || state.startsWith('57P') || state === '53300') {
    return new WeftError('CONNECTION_FAILED', `The database cannot serve just now: ${error.message}.`, { ...init, retryable: true });
  }
  return new WeftError(
    'QUERY_FAILED',
    `The database refused the statement: ${error.message} (SQLSTATE ${state}${placeIn(sql, error.position)}).`,
    {
      ...init,
      // Serialization failure and deadlock: the same statement may well succeed.
      retryable: state === '40001' || state === '40P01',
    },
  );
}

/** Line and text, not the bare count of characters: names of parameters were replaced, which moves it. */
function placeIn(sql: string | undefined, position: string | undefined): string {
  const at = Number(position) - 1;
  if (sql === undefined || !(at >= 0 && at < sql.length)) return '';
  const line = sql.slice(0, at).split('\n').length;
  const near = /^[\w"$.]+|^\S+/.exec(sql.slice(at))?.[0].slice(0, 30);
  return `, line ${line}${near === undefined ? '' : `, at "${near}"`}`;
}
