import { textOf } from '@weft/formats';
import { compileNode, type Expression, type ExpressionOptions } from './expression.ts';
import { invalid, parseAt, type SourceFault, sourceMax } from './parse.ts';
import type { Scope } from './values/frame.ts';

/** A text with `{{ expression }}` inside, compiled. */
export interface Template {
  readonly source: string;
  /** Whether it has no expressions, so that every rendering is the same. */
  readonly isConstant: boolean;
  /** Whether all its expressions run in this process. */
  readonly isSafe: boolean;
  readonly references: readonly string[];
  readonly readsBody: boolean;
  /**
   * The text: nothing for null and undefined, JSON for lists and objects. A promise only where `isSafe` is false.
   * @throws WeftError `EXPRESSION_FAILED`.
   */
  render(scope: Scope): string | Promise<string>;
}

/** Longest template, in characters. */
const templateMax = 1024 * 1024;

/**
 * Compiles a template. `{{ '{{' }}` gives two braces.
 * @throws WeftError `EXPRESSION_INVALID` with position in the template.
 */
export function compileTemplate(source: string, options: ExpressionOptions = {}): Template {
  const pieces = piecesOf(source);
  if (!Array.isArray(pieces)) throw invalid(source, pieces as SourceFault);
  const parts = (pieces as Piece[]).map((piece) => (typeof piece === 'string' ? piece : compileNode(piece.source, piece.node, options)));
  const expressions = parts.filter((part): part is Expression => typeof part !== 'string');
  const isSafe = expressions.every((expression) => expression.isSafe);
  return {
    source,
    isConstant: expressions.length === 0,
    isSafe,
    references: [...new Set(expressions.flatMap((expression) => expression.references))].sort(),
    readsBody: expressions.some((expression) => expression.readsBody),
    render: isSafe ? (scope) => renderNow(parts, scope) : (scope) => renderLater(parts, scope),
  };
}

/** What is wrong with a template, or undefined. */
export function checkTemplate(source: string): SourceFault | undefined {
  const pieces = piecesOf(source);
  return Array.isArray(pieces) ? undefined : (pieces as SourceFault);
}

function renderNow(parts: readonly (string | Expression)[], scope: Scope): string {
  let text = '';
  for (const part of parts) text += typeof part === 'string' ? part : textOf(part.evaluate(scope));
  return text;
}

async function renderLater(parts: readonly (string | Expression)[], scope: Scope): Promise<string> {
  const values = await Promise.all(parts.map((part) => (typeof part === 'string' ? part : part.evaluate(scope))));
  return values.map(textOf).join('');
}

type Piece = string | { readonly source: string; readonly node: Parameters<typeof compileNode>[1] };

function piecesOf(source: string): readonly Piece[] | SourceFault {
  if (source.length > templateMax) return { message: `A template has at most ${templateMax} characters.`, offset: templateMax };
  const pieces: Piece[] = [];
  let at = 0;
  for (let open = source.indexOf('{{'); open !== -1; open = source.indexOf('{{', at)) {
    if (open > at) pieces.push(source.slice(at, open));
    // Only a window is parsed, so that a template of many expressions is not read to its end for each of them.
    const window = source.slice(open + 2, open + 2 + sourceMax);
    if (/^\s*\}\}/.test(window)) return { message: 'There is no expression between {{ and }}.', offset: open + 2 };
    const parsed = parseAt(window, 0);
    if (parsed.fault !== undefined) return { message: parsed.fault.message, offset: open + 2 + parsed.fault.offset };
    const { end } = parsed.expression;
    const close = /^\s*\}\}/.exec(window.slice(end))?.[0];
    if (close === undefined) return { message: 'An expression that began with {{ must end with }}.', offset: open + 2 + end };
    pieces.push({ source: window.slice(0, end), node: parsed.expression });
    at = open + 2 + end + close.length;
  }
  if (at < source.length) pieces.push(source.slice(at));
  return pieces;
}
