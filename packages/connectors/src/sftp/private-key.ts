import { WeftError } from '@weft/errors';
import ssh2 from 'ssh2';

/**
 * A private key as it was entered, ready for the client.
 * @throws WeftError `CONFIG_INVALID` where it is none, or where its passphrase is missing or wrong.
 */
export function readPrivateKey(entered: string, passphrase: string): string {
  const text = withLines(entered);
  const read = ssh2.utils.parseKey(text, passphrase === '' ? undefined : passphrase);
  if (read instanceof Error) throw unreadable(read, passphrase);
  const [key] = Array.isArray(read) ? read : [read];
  if (key?.isPrivateKey() !== true) throw new WeftError('CONFIG_INVALID', 'This is a public key. The connection needs the private one.');
  return text;
}

function unreadable(cause: Error, passphrase: string): WeftError {
  const init = { cause, detail: cause.message };
  if (!/passphrase|decrypt|integrity|encrypted/i.test(cause.message))
    return new WeftError(
      'CONFIG_INVALID',
      'The private key cannot be read. Enter the whole file, from its BEGIN line to its END line.',
      init,
    );
  return new WeftError(
    'CONFIG_INVALID',
    passphrase === '' ? 'The private key has a passphrase, and none was given.' : 'The passphrase does not open the private key.',
    init,
  );
}

/** A field of one line has taken the line breaks out of the file; what is inside is Base64, so they can be put back. */
function withLines(entered: string): string {
  const [, kind, inside = ''] = /^\s*-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----\s*$/.exec(entered) ?? [];
  if (kind === undefined) return entered;
  const lines = inside.replace(/\s+/g, '').match(/.{1,70}/g) ?? [];
  return `-----BEGIN ${kind}-----\n${lines.join('\n')}\n-----END ${kind}-----\n`;
}
