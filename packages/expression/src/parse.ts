import { WeftError } from '@weft/errors';
import { type Expression, parseExpressionAt, tokenizer, tokTypes } from 'acorn';

/** Longest source, in characters. */
export const sourceMax = 10 * 1024;

/** What is wrong with a source, and where. */
export interface SourceFault {
  /** A sentence. */
  readonly message: string;
  /** In characters from the beginning of the source. */
  readonly offset: number;
}

export type Parsed = { readonly expression: Expression; readonly fault?: undefined } | { readonly fault: SourceFault };

const options = { ecmaVersion: 2024, sourceType: 'module' } as const;

/** A whole source as one expression. */
export function parseSource(source: string): Parsed {
  if (source.length > sourceMax) {
    return {
      fault: {
        message: `An expression has at most ${sourceMax} characters; this one has ${source.length}. Use a script step.`,
        offset: sourceMax,
      },
    };
  }
  if (source.trim() === '') return { fault: { message: 'There is no expression.', offset: 0 } };
  const parsed = parseAt(source, 0);
  if (parsed.fault !== undefined) return parsed;
  const rest = firstToken(source, parsed.expression.end);
  if (typeof rest !== 'number') return { fault: rest };
  // Parentheses around the whole are not part of the node, so what follows may be theirs; acorn has checked that they close.
  return rest === source.length ? parsed : { fault: { message: 'Only one expression was expected, but more follows.', offset: rest } };
}

/** The longest expression that starts at `offset`; `end` of the node tells where it stops. */
export function parseAt(source: string, offset: number): Parsed {
  try {
    return { expression: parseExpressionAt(source, offset, { ...options, preserveParens: true }) };
  } catch (error) {
    return { fault: faultOf(error, offset) };
  }
}

/** Where the next thing that is neither space nor comment stands. */
function firstToken(source: string, from: number): number | SourceFault {
  try {
    const token = tokenizer(source.slice(from), options).getToken();
    return token.type === tokTypes.eof ? source.length : from + token.start;
  } catch (error) {
    const fault = faultOf(error, 0);
    return { ...fault, offset: from + fault.offset };
  }
}

function faultOf(error: unknown, offset: number): SourceFault {
  if (error instanceof SyntaxError && 'pos' in error && typeof error.pos === 'number') {
    // acorn ends its messages with the position: "Unexpected token (1:4)".
    const text = error.message.replace(/ \(\d+:\d+\)$/, '');
    return { message: sentences[text] ?? `${text}.`, offset: error.pos };
  }
  if (error instanceof RangeError) return { message: 'The expression is nested too deeply.', offset };
  throw error;
}

const sentences: Readonly<Record<string, string>> = {
  'Unexpected token': 'Something is missing, or does not belong here.',
  'Unterminated string constant': 'A text is not closed: its second quote is missing.',
  'Unterminated template': 'A text is not closed: its second ` is missing.',
  'Unterminated regular expression': 'A regular expression is not closed: its second / is missing.',
  'Unterminated comment': 'A comment is not closed: */ is missing.',
};

/** A fault as the error that a compiler throws, with line and column counted from 1. */
export function invalid(source: string, fault: SourceFault): WeftError {
  const before = source.slice(0, fault.offset).split('\n');
  const place =
    before.length === 1 ? `At character ${fault.offset + 1}` : `At line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  return new WeftError('EXPRESSION_INVALID', `${place}: ${fault.message}`);
}
