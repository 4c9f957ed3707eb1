import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { sortedKeys } from '../document/write-process-file.ts';

/** SHA-256 (hex) of a JSON value, whatever the order of its keys. The same in browsers and Node. */
export function canonicalHash(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(sortedKeys(value)))));
}
