import { parseJson } from '@weft/formats';
import { toJsonText, toText } from '../values/convert.ts';
import { failed } from '../values/failed.ts';
import type { GlobalFunction, NamespaceMembers } from './global-function.ts';

/** `JSON`; numbers keep their digits both ways. */
export const jsonMembers: NamespaceMembers = new Map<string, GlobalFunction>([
  [
    'parse',
    ([source, reviver], { budget }) => {
      if (reviver !== undefined) throw failed('"JSON.parse" takes only a text here');
      const text = toText(source, budget);
      budget.grow(text.length);
      budget.step(text.length >> 3);
      if (text.trim() === '') throw failed('An empty text is not JSON');
      try {
        return parseJson(text);
      } catch (cause) {
        throw failed(cause instanceof Error ? cause.message.replace(/\.$/, '') : 'The text is not JSON', cause);
      }
    },
  ],
  [
    'stringify',
    ([value, replacer, indent], { budget }) => {
      if (replacer !== undefined && replacer !== null) throw failed('"JSON.stringify" takes a value and an indentation here');
      if (value === undefined || typeof value === 'function') return undefined;
      return toJsonText(value, typeof indent === 'number' ? Math.min(indent, 10) : undefined, budget);
    },
  ],
]);
