import { toText } from '../values/convert.ts';
import { failed } from '../values/failed.ts';
import type { Helper } from './helper.ts';

/** Texts and identifiers. */
export const textHelpers: readonly Helper[] = [
  {
    name: 'fromBase64',
    signature: 'fromBase64(text: string): string',
    text: 'Decodes Base64 (RFC 4648 §4) that holds UTF-8 text.',
    example: { expression: 'fromBase64("R3LDvMOfZQ==")', gives: 'Grüße' },
    run: ([value], { budget }) => {
      const text = toText(value, budget);
      budget.grow(text.length);
      try {
        const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      } catch (cause) {
        throw failed('The text is not Base64 of a UTF-8 text', cause);
      }
    },
  },
  {
    name: 'toBase64',
    signature: 'toBase64(text: string): string',
    text: 'Encodes a text, as UTF-8, in Base64 (RFC 4648 §4).',
    example: { expression: 'toBase64("Grüße")', gives: 'R3LDvMOfZQ==' },
    run: ([value], { budget }) => {
      const text = toText(value, budget);
      budget.grow(text.length * 4);
      let binary = '';
      for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
      return btoa(binary);
    },
  },
  {
    name: 'uuid',
    signature: 'uuid(): string',
    text: 'A new random UUID (RFC 9562, version 4).',
    example: { expression: 'uuid().length', gives: 36 },
    run: (_args, { surroundings }) => surroundings.uuid(),
  },
];
