/** A statement whose parameters do not fit it. `field` is the config field to mark. */
export class StatementProblem extends Error {
  readonly field: 'sql' | 'parameters';

  constructor(field: 'sql' | 'parameters', message: string) {
    super(message);
    this.field = field;
  }
}

/**
 * What is no SQL to look for parameters in: quoted names, dollar quotes, comments and casts (PostgreSQL manual §4.1);
 * then `:name` and `$1` themselves. Strings and block comments are read by hand, for escapes and nesting.
 */
const token = /E'|'|"(?:[^"]|"")*"|--[^\n]*|\/\*|\$([A-Za-z_]\w*)?\$|::|:=|(?<![\w:]):([A-Za-z_]\w*)|(?<![\w$])\$(\d+)/giy;

/**
 * The statement with `:name` turned into `$n`, where `n` is the place of the parameter in `names` (from 1).
 * Names that are `''` belong to statements that count their parameters themselves.
 * @throws StatementProblem where a parameter is missing, never used, or both ways are mixed.
 */
export function toPositional(sql: string, names: readonly string[]): string {
  const used = new Set<number>();
  let named = false;
  let counted = false;
  const text = replaceParameters(sql, (name, position) => {
    if (name === undefined) {
      counted = true;
      if (position < 1 || position > names.length) {
        throw new StatementProblem(
          'sql',
          `The statement uses $${position}, but ${names.length} ${names.length === 1 ? 'parameter is' : 'parameters are'} given.`,
        );
      }
      used.add(position);
      return `$${position}`;
    }
    named = true;
    const index = names.indexOf(name);
    if (index === -1) throw new StatementProblem('sql', `The statement uses :${name}, but no parameter has this name.`);
    used.add(index + 1);
    return `$${index + 1}`;
  });
  if (named && counted) throw new StatementProblem('sql', 'The statement uses both :name and $1. Use one of them.');
  const duplicate = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (duplicate !== undefined) throw new StatementProblem('parameters', `Two parameters are named ${duplicate}.`);
  const unused = names.findIndex((_, index) => !used.has(index + 1));
  if (unused !== -1) {
    throw new StatementProblem(
      'parameters',
      `The statement never uses the parameter ${names[unused] ? `:${names[unused]}` : `$${unused + 1}`}.`,
    );
  }
  return text;
}

function replaceParameters(sql: string, replace: (name: string | undefined, position: number) => string): string {
  let text = '';
  let at = 0;
  while (at < sql.length) {
    token.lastIndex = at;
    const match = token.exec(sql);
    if (match === null) {
      text += sql[at];
      at += 1;
      continue;
    }
    const [whole, , name, position] = match;
    const isParameter = name !== undefined || position !== undefined;
    const end = isParameter ? token.lastIndex : endOf(sql, whole, token.lastIndex);
    text += isParameter ? replace(name, Number(position)) : sql.slice(at, end);
    at = end;
  }
  return text;
}

/** Where what `opening` begins has ended; `from` is the place just behind `opening`. */
function endOf(sql: string, opening: string, from: number): number {
  if (opening === "'" || opening.toUpperCase() === "E'") return stringEnd(sql, from, opening.length === 2);
  if (opening === '/*') return commentEnd(sql, from);
  if (opening.startsWith('$')) {
    const close = sql.indexOf(opening, from);
    return close === -1 ? sql.length : close + opening.length;
  }
  return from;
}

function stringEnd(sql: string, from: number, backslashEscapes: boolean): number {
  for (let at = from; at < sql.length; at += 1) {
    if (backslashEscapes && sql[at] === '\\') at += 1;
    else if (sql[at] === "'") return at + 1;
  }
  return sql.length;
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
