import { WeftError } from '@weft/errors';
import type { CompiledExpression, StepTools } from '@weft/step-kit/executor';

/** Fixed text, or the source of an expression. */
type Piece = { readonly text: string } | { readonly source: string };

/**
 * Compiles the template of a URL. Values are URL-encoded, so a value can never reach another resource than the one meant;
 * only the value of an expression that begins the template is taken as it is, as a base URL.
 * @throws WeftError `EXPRESSION_INVALID` at `pointer`.
 */
export function urlTemplate(
  template: string,
  tools: StepTools,
  pointer: string,
): (...of: Parameters<CompiledExpression>) => string | Promise<string> {
  const pieces = piecesOf(template).map((piece, index) => {
    if ('text' in piece) return () => piece.text;
    const evaluate = tools.expression(piece.source, pointer);
    const written = index === 0 ? String : (text: string) => encodeURIComponent(text.toWellFormed());
    return (...of: Parameters<CompiledExpression>) => {
      const value = evaluate(...of);
      return value instanceof Promise ? value.then((late) => written(textOf(late, piece.source))) : written(textOf(value, piece.source));
    };
  });
  return (...of) => {
    const texts = pieces.map((piece) => piece(...of));
    return texts.some((text) => text instanceof Promise) ? Promise.all(texts).then((all) => all.join('')) : texts.join('');
  };

  function textOf(value: unknown, source: string): string {
    const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint';
    // Exact numbers and dates say themselves how they are written; a list or a plain object has no place in a URL.
    const text = isPlain || (typeof value === 'object' && value !== null && hasOwnText(value)) ? String(value) : '';
    if (text !== '') return text;
    throw new WeftError(
      'EXPRESSION_FAILED',
      `The URL cannot be made: {{ ${source.trim().slice(0, 80)} }} has no value that can stand in a URL.`,
      {
        place: { pointer },
      },
    );
  }
}

function hasOwnText(value: object): boolean {
  return value.toString !== Object.prototype.toString && !Array.isArray(value);
}

/** Takes a template apart at `{{` and `}}`; braces inside strings and objects of an expression do not end it. */
function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{{', at);
    const text = template.slice(at, open === -1 ? undefined : open);
    if (text !== '') pieces.push({ text });
    if (open === -1) break;
    const close = closingBraces(template, open + 2);
    pieces.push({ source: template.slice(open + 2, close) });
    at = close + 2;
  }
  return pieces;
}

function closingBraces(template: string, from: number): number {
  let depth = 0;
  for (let at = from; at < template.length; at += 1) {
    const character = template[at];
    if (character === '"' || character === "'" || character === '`') at = stringEnd(template, at);
    else if (character === '{') depth += 1;
    else if (character === '}' && depth > 0) depth -= 1;
    else if (character === '}' && template[at + 1] === '}') return at;
  }
  throw new WeftError('EXPRESSION_INVALID', 'The URL has {{ without the }} that ends the expression.');
}

/** The place of the quote that ends the string beginning at `start`. */
function stringEnd(template: string, start: number): number {
  let at = start + 1;
  while (at < template.length && template[at] !== template[start]) at += template[at] === '\\' ? 2 : 1;
  return at;
}
