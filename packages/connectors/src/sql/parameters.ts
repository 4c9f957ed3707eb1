/** A statement whose parameters do not fit it. `field` is the config field to mark. */
export class StatementProblem extends Error {
  readonly field: 'sql' | 'parameters';

  constructor(field: 'sql' | 'parameters', message: string) {
    super(message);
    this.field = field;
  }
}

/** What has to be known of a database's SQL to find parameters in it. */
export interface Lexer {
  /**
   * Sticky; finds what is no SQL to look for parameters in, or where it begins, and parameters themselves: those with a name
   * as the group `name`, those that are counted as the group `place`.
   */
  readonly token: RegExp;
  /** Where what the token began has ended; `from` is the place just behind it. */
  endOf(sql: string, opening: string, from: number): number;
  /** `numbered`: `$2` says its own place. `in-order`: the second `?` is the second parameter. */
  readonly counted: 'numbered' | 'in-order';
}

/** The texts around the parameters, and which parameter (from 0) stands behind each text but the last. */
export interface PlacedParameters {
  readonly texts: readonly string[];
  readonly places: readonly number[];
}

/**
 * Finds the parameters of a statement. Names that are `''` belong to statements that count their parameters themselves.
 * @throws StatementProblem where a parameter is missing, never used, or both ways are mixed.
 */
export function placeParameters(sql: string, names: readonly string[], lexer: Lexer): PlacedParameters {
  const { texts, found } = split(sql, lexer);
  let count = 0;
  const places = found.map(({ name, place }) => {
    if (name !== undefined) {
      const index = names.indexOf(name);
      if (index === -1) throw new StatementProblem('sql', `The statement uses :${name}, but no parameter has this name.`);
      return index;
    }
    count += 1;
    const position = lexer.counted === 'numbered' ? Number(place) : count;
    if (position < 1 || position > names.length) throw tooFew(names.length, lexer.counted, position);
    return position - 1;
  });
  if (found.some(({ name }) => name !== undefined) && count > 0)
    throw new StatementProblem('sql', `The statement uses both :name and ${lexer.counted === 'numbered' ? '$1' : '?'}. Use one of them.`);
  const duplicate = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (duplicate !== undefined) throw new StatementProblem('parameters', `Two parameters are named ${duplicate}.`);
  const unused = names.findIndex((_, index) => !places.includes(index));
  if (unused !== -1) throw neverUsed(names[unused] ?? '', unused, lexer.counted);
  return { texts, places };
}

function tooFew(given: number, counted: Lexer['counted'], position: number): StatementProblem {
  const what = counted === 'numbered' ? `uses $${position}` : `has more question marks than parameters`;
  return new StatementProblem('sql', `The statement ${what}, but ${given} ${given === 1 ? 'parameter is' : 'parameters are'} given.`);
}

function neverUsed(name: string, index: number, counted: Lexer['counted']): StatementProblem {
  const shown = name !== '' ? `:${name}` : counted === 'numbered' ? `$${index + 1}` : `in place ${index + 1}`;
  return new StatementProblem('parameters', `The statement never uses the parameter ${shown}.`);
}

interface Found {
  readonly name?: string | undefined;
  readonly place?: string | undefined;
}

function split(sql: string, lexer: Lexer): { readonly texts: string[]; readonly found: Found[] } {
  const texts: string[] = [];
  const found: Found[] = [];
  let textFrom = 0;
  let at = 0;
  while (at < sql.length) {
    lexer.token.lastIndex = at;
    const match = lexer.token.exec(sql);
    if (match === null) {
      at += 1;
      continue;
    }
    const { name, place } = match.groups ?? {};
    if (name === undefined && place === undefined) {
      at = lexer.endOf(sql, match[0], lexer.token.lastIndex);
      continue;
    }
    texts.push(sql.slice(textFrom, at));
    found.push({ name, place });
    at = lexer.token.lastIndex;
    textFrom = at;
  }
  return { texts: [...texts, sql.slice(textFrom)], found };
}

/** Where a text in quotes has ended. A quote that is doubled is none: it begins the next text at once, which comes to the same. */
export function quoteEnd(sql: string, quote: string, { from, escapes }: { readonly from: number; readonly escapes: boolean }): number {
  for (let at = from; at < sql.length; at += 1) {
    if (escapes && sql[at] === '\\') at += 1;
    else if (sql[at] === quote) return at + 1;
  }
  return sql.length;
}
