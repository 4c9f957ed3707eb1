import { piecesOf } from './template-pieces.ts';

/** `string`: inside the quotes of a JSON string · `value`: where a JSON value stands. */
type JsonPlace = 'string' | 'value';

type JsonPart = { readonly text: string } | { readonly source: string; readonly place: JsonPlace };

export type JsonTemplate = { readonly parts: readonly JsonPart[] } | { readonly fault: string };

/**
 * A JSON text with `{{ expression }}` inside, read so that no value can ever change its structure: it must be JSON with
 * the expressions taken for `null` or, inside strings, for nothing. Put any JSON value in the place of each `null` and
 * any escaped text in the place of each nothing, and it still is.
 */
export function readJsonTemplate(template: string): JsonTemplate {
  const pieces = piecesOf(template);
  if (pieces === undefined) return { fault: 'An expression that began with {{ must end with }}.' };
  const parts: JsonPart[] = [];
  let sample = '';
  let inString = false;
  for (const piece of pieces) {
    if ('source' in piece) {
      parts.push({ source: piece.source, place: inString ? 'string' : 'value' });
      sample += inString ? '' : 'null';
      continue;
    }
    const end = scan(piece.text, inString);
    if (end === undefined) return { fault: 'A backslash cannot stand before {{ in a JSON string.' };
    inString = end;
    parts.push(piece);
    sample += piece.text;
  }
  try {
    JSON.parse(sample);
    return { parts };
  } catch (thrown) {
    return {
      fault: `The template is no JSON, with null for each expression: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    };
  }
}

/** Whether a string is open at the end of the text; undefined where the text ends inside an escape sequence. */
function scan(text: string, inString: boolean): boolean | undefined {
  let isOpen = inString;
  for (let at = 0; at < text.length; at++) {
    if (isOpen && text[at] === '\\') {
      // \u has four digits, which an expression must not be taken for.
      at += text[at + 1] === 'u' ? 5 : 1;
      if (at >= text.length) return undefined;
    } else if (text[at] === '"') isOpen = !isOpen;
  }
  return isOpen;
}
