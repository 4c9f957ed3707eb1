import { type Lexer, type PlacedParameters, placeParameters, quoteEnd } from '../sql/parameters.ts';

/** What is no SQL to look for parameters in: texts, quoted names and comments (MySQL manual §11.1, §11.2, §11.7); then `:name` and `?`. */
const token = /['"`]|--(?=[\s\p{Cc}]|$)[^\n]*|#[^\n]*|\/\*|:=|(?<![\w:]):(?<name>[A-Za-z_]\w*)|(?<place>\?)/uy;

const lexer: Lexer = {
  token,
  counted: 'in-order',
  endOf(sql, opening, from) {
    if (opening === '/*') {
      const close = sql.indexOf('*/', from);
      return close === -1 ? sql.length : close + 2;
    }
    // Quoted names know no escapes; two quotes in a row are read as one name after the other.
    return /^['"`]$/.test(opening) ? quoteEnd(sql, opening, { from, escapes: opening !== '`' }) : from;
  },
};

/** Finds the parameters of a statement of MySQL. @throws StatementProblem. */
export function mysqlParameters(sql: string, names: readonly string[]): PlacedParameters {
  return placeParameters(sql, names, lexer);
}
