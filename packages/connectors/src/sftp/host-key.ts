import { createHash } from 'node:crypto';
import { WeftError } from '@weft/errors';

/** As `ssh-keygen -lf` prints it: the SHA-256 of the key as it is sent (RFC 4253 §6.6), in Base64 without padding. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/**
 * Why a host key is not to be trusted; undefined where it is one of those that were named.
 * The key itself is public, so the sentence may say what it is: that is how people get to know it.
 */
export function hostKeyProblem(key: Buffer, named: string, server: string): WeftError | undefined {
  const shown = fingerprintOf(key);
  const expected = named.split(/[\s,]+/).filter((fingerprint) => fingerprint !== '');
  if (expected.some((fingerprint) => fingerprint.replace(/=+$/, '') === shown)) return undefined;
  const begins = `The SFTP server ${server} shows the host key ${shown} (${typeOf(key)})`;
  return new WeftError(
    'CONNECTION_FAILED',
    expected.length === 0
      ? `${begins}. Ask whoever runs it whether that is right, and enter it as the host key of the connection.`
      : `${begins}, not one that the connection names. Either the server has a new key, or somebody else answers in its place: ask before you change it.`,
  );
}

/** The key begins with its type, as a string with its length before it (RFC 4251 §5). */
function typeOf(key: Buffer): string {
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0;
  return key.toString('latin1', 4, 4 + Math.min(length, 40)).replace(/[^\w@.-]/g, '?');
}
