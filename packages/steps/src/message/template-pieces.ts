/** Fixed text, or the source of the expression in `{{ }}`. */
export type Piece = { readonly text: string } | { readonly source: string };

/**
 * Takes a template apart at `{{` and `}}`; braces inside the strings, regular expressions and objects of an expression
 * do not end it. Undefined where an expression does not end.
 */
export function piecesOf(template: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{{', at);
    const text = template.slice(at, open === -1 ? undefined : open);
    if (text !== '') pieces.push({ text });
    if (open === -1) break;
    const close = endOfExpression(template, open + 2);
    if (close === undefined) return undefined;
    pieces.push({ source: template.slice(open + 2, close) });
    at = close + 2;
  }
  return pieces;
}

/** The place of the `}}` that ends the expression beginning at `from`. */
function endOfExpression(template: string, from: number): number | undefined {
  let depth = 0;
  let before = '(';
  for (let at = from; at < template.length; at++) {
    const character = template.charAt(at);
    if (/\s/.test(character)) continue;
    if (character === '"' || character === "'" || character === '`') at = endOfQuoted(template, at, character);
    // Behind an operator or an opening bracket a slash begins a regular expression; behind a value it divides.
    else if (character === '/' && '(,=:[!&|?{;~^+-*%<>'.includes(before)) at = endOfQuoted(template, at, '/');
    else if (character === '{') depth++;
    else if (character === '}' && depth > 0) depth--;
    else if (character === '}' && template[at + 1] === '}') return at;
    before = character;
  }
  return undefined;
}

/** The place of the character that closes what begins at `start`. In a regular expression, one inside `[ ]` does not. */
function endOfQuoted(template: string, start: number, closing: string): number {
  let inClass = false;
  let at = start + 1;
  for (; at < template.length; at++) {
    const character = template[at];
    if (character === '\\') at++;
    else if (closing === '/' && character === '[') inClass = true;
    else if (closing === '/' && character === ']') inClass = false;
    else if (character === closing && !inClass) break;
  }
  return at;
}
