import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { WeftError } from '@weft/errors';
import type { MasterKey } from './master-key.ts';

/** Encrypts what is stored, and makes the keys for other purposes. */
export interface Vault {
  /** Seals secrets, bound to their place: `context` is the id of what they belong to. */
  seal(secrets: Readonly<Record<string, string>>, context: string): string;
  /** @throws WeftError `SECRET_UNREADABLE` where it was changed, belongs to another place, or its key is not here. */
  open(sealed: string, context: string): Record<string, string>;
  /** 32 bytes for one purpose: the same for every process with this master key; no purpose's bytes tell about another's. */
  derive(purpose: string): Buffer;
  /** What `derive` gave under the keys from before, as long as they are here: to read what was given out then. */
  deriveEarlier(purpose: string): readonly Buffer[];
  /** The names of the keys: the first one seals, all of them open. They tell nothing about the keys. */
  readonly keyIds: readonly [string, ...string[]];
}

/**
 * AES-256-GCM (NIST SP 800-38D) with random 96-bit nonces, under keys derived by HKDF (RFC 5869). A sealed text is
 * `w1.<key id>.<nonce, tag and ciphertext in base64url>`; what stands before the last dot and the context are authenticated too.
 */
const format = 'w1';
const nonceBytes = 12;
const tagBytes = 16;

/** The name of the key that a text was sealed with; undefined where it was never sealed. */
export function sealedWith(sealed: string): string | undefined {
  const [version, keyId] = sealed.split('.');
  return version === format ? keyId : undefined;
}

/** The vault of an installation. */
export function createVault(masterKey: MasterKey): Vault {
  const [sealing, ...earlier] = masterKey.reveal();
  const sealKeys = new Map(masterKey.reveal().map((key) => [key.id, derive(key.bytes, 'seal')]));

  return {
    seal(secrets, context) {
      const header = `${format}.${sealing.id}.`;
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', sealKeys.get(sealing.id) ?? Buffer.alloc(0), nonce, { authTagLength: tagBytes });
      cipher.setAAD(Buffer.from(header + context));
      const ciphertext = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()]);
      return header + Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url');
    },

    open(sealed, context) {
      const [version, keyId = '', text = ''] = sealed.split('.');
      const key = sealKeys.get(keyId);
      if (version !== format || key === undefined) {
        throw unreadable('The secrets were sealed with a master key that is not here. Add that key, or enter the secrets again.');
      }
      try {
        const bytes = Buffer.from(text, 'base64url');
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
        decipher.setAAD(Buffer.from(`${format}.${keyId}.${context}`));
        decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8'));
      } catch {
        // Without the cause: nobody has a use for it, and it must not lead back to the bytes.
        throw unreadable('The secrets were changed outside Weft, or belong to something else. Enter them again.');
      }
    },

    derive: (purpose) => derive(sealing.bytes, `purpose ${purpose}`),
    deriveEarlier: (purpose) => earlier.map(({ bytes }) => derive(bytes, `purpose ${purpose}`)),
    keyIds: [sealing.id, ...earlier.map(({ id }) => id)],
  };
}

function derive(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `weft ${purpose}`, 32));
}

function unreadable(message: string): WeftError {
  return new WeftError('SECRET_UNREADABLE', message);
}
