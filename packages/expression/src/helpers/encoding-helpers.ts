import { hmac as keyed } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import type { Budget } from '../values/budget.ts';
import { toText } from '../values/convert.ts';
import { failed } from '../values/failed.ts';
import { base64Of, bytesOfBase64, bytesOfHex, hexOf, textOfUtf8, utf8Of } from './bytes.ts';
import type { Helper } from './helper.ts';

/** Texts for other systems: encoded, escaped, signed. */
export const encodingHelpers: readonly Helper[] = [
  {
    name: 'escapeXml',
    signature: 'escapeXml(text: string): string',
    text: 'A text as it may stand in XML or HTML, in elements and in quoted attributes.',
    example: { expression: 'escapeXml("a < \\"b\\" & c")', gives: 'a &lt; &quot;b&quot; &amp; c' },
    run: ([value], { budget }) => {
      const text = toText(value, budget);
      budget.grow(text.length * 6);
      return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
    },
  },
  {
    name: 'fromBase64',
    signature: 'fromBase64(text: string): string',
    text: 'Decodes Base64 (RFC 4648 §4, also the URL-safe alphabet) that holds UTF-8 text.',
    example: { expression: 'fromBase64("R3LDvMOfZQ==")', gives: 'Grüße' },
    run: ([value], { budget }) => textOfUtf8(bytesOfBase64(grown(value, budget, 4))),
  },
  {
    name: 'fromHex',
    signature: 'fromHex(text: string): string',
    text: 'Decodes hexadecimal digits that hold UTF-8 text.',
    example: { expression: 'fromHex("c3bc")', gives: 'ü' },
    run: ([value], { budget }) => textOfUtf8(bytesOfHex(grown(value, budget, 4))),
  },
  {
    name: 'hash',
    signature: "hash(text: string, algorithm?: 'sha256' | 'sha512' | 'sha1' | 'md5', as?: 'hex' | 'base64'): string",
    text: 'The digest of a text, as UTF-8; SHA-256 in hexadecimal where nothing else is named.',
    example: { expression: 'hash("abc", "md5")', gives: '900150983cd24fb0d6963f7d28e17f72' },
    run: ([value, algorithm, as], { budget }) => shown(algorithmOf(algorithm)(utf8Of(hashable(value, budget))), as),
  },
  {
    name: 'hmac',
    signature: "hmac(text: string, key: string, algorithm?: 'sha256' | 'sha512' | 'sha1' | 'md5', as?: 'hex' | 'base64'): string",
    text: 'The keyed digest of a text (RFC 2104), for signatures of requests and webhooks.',
    example: { expression: 'hmac("what", "key").slice(0, 8)', gives: 'b59f1178' },
    run: ([value, key, algorithm, as], { budget }) =>
      shown(keyed(algorithmOf(algorithm), utf8Of(hashable(key, budget)), utf8Of(hashable(value, budget))), as),
  },
  {
    name: 'toBase64',
    signature: 'toBase64(text: string): string',
    text: 'Encodes a text, as UTF-8, in Base64 (RFC 4648 §4).',
    example: { expression: 'toBase64("Grüße")', gives: 'R3LDvMOfZQ==' },
    run: ([value], { budget }) => base64Of(utf8Of(grown(value, budget, 4))),
  },
  {
    name: 'toHex',
    signature: 'toHex(text: string): string',
    text: 'Encodes a text, as UTF-8, in hexadecimal digits.',
    example: { expression: 'toHex("ü")', gives: 'c3bc' },
    run: ([value], { budget }) => hexOf(utf8Of(grown(value, budget, 6))),
  },
];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function grown(value: unknown, budget: Budget, factor: number): string {
  const text = toText(value, budget);
  budget.grow(text.length * factor);
  budget.step(text.length);
  return text;
}

/** A digest costs about as much a character as a function call a dozen. */
function hashable(value: unknown, budget: Budget): string {
  const text = toText(value, budget);
  budget.step(text.length);
  return text;
}

const algorithms = new Map<unknown, typeof sha256 | typeof sha512 | typeof sha1 | typeof md5>([
  [undefined, sha256],
  ['sha256', sha256],
  ['sha512', sha512],
  ['sha1', sha1],
  ['md5', md5],
]);

function algorithmOf(name: unknown): typeof sha256 {
  const found = algorithms.get(name);
  if (found === undefined) throw failed('The algorithm must be "sha256", "sha512", "sha1" or "md5"');
  return found as typeof sha256;
}

function shown(digest: Uint8Array, as: unknown = 'hex'): string {
  if (as === 'hex') return hexOf(digest);
  if (as === 'base64') return base64Of(digest);
  throw failed('A digest can be given as "hex" or "base64"');
}
