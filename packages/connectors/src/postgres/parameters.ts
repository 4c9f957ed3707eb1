import { type Lexer, placeParameters, quoteEnd } from '../sql/parameters.ts';

/**
 * What is no SQL to look for parameters in: quoted names, dollar quotes, comments and casts (PostgreSQL manual §4.1);
 * then `:name` and `$1` themselves. Strings and block comments are read by hand, for escapes and nesting.
 */
const token = /E'|'|"(?:[^"]|"")*"|--[^\n]*|\/\*|\$(?:[A-Za-z_]\w*)?\$|::|:=|(?<![\w:]):(?<name>[A-Za-z_]\w*)|(?<![\w$])\$(?<place>\d+)/iy;

const lexer: Lexer = { token, endOf, counted: 'numbered' };

/**
 * The statement with `:name` turned into `$n`, where `n` is the place of the parameter in `names` (from 1).
 * Names that are `''` belong to statements that count their parameters themselves.
 * @throws StatementProblem where a parameter is missing, never used, or both ways are mixed.
 */
export function toPositional(sql: string, names: readonly string[]): string {
  const { texts, places } = placeParameters(sql, names, lexer);
  return texts.map((text, at) => text + (at < places.length ? `$${(places[at] ?? 0) + 1}` : '')).join('');
}

function endOf(sql: string, opening: string, from: number): number {
  if (opening === "'" || opening.toUpperCase() === "E'") return quoteEnd(sql, "'", { from, escapes: opening.length === 2 });
  if (opening === '/*') return commentEnd(sql, from);
  if (opening.startsWith('$')) {
    const close = sql.indexOf(opening, from);
    return close === -1 ? sql.length : close + opening.length;
  }
  return from;
}

/** Block comments nest in PostgreSQL. */
function commentEnd(sql: string, from: number): number {
  let depth = 1;
  let at = from;
  while (at < sql.length && depth > 0) {
    if (sql.startsWith('*/', at)) {
      depth -= 1;
      at += 2;
    } else if (sql.startsWith('/*', at)) {
      depth += 1;
      at += 2;
    } else at += 1;
  }
  return at;
}
