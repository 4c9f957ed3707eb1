/** How lines end. `any` takes each of the three, also mixed; written it is `lf`. */
export type LineEnd = 'any' | 'lf' | 'crlf' | 'cr';

export const lineEnds: Readonly<Record<LineEnd, string>> = { any: '\n', lf: '\n', crlf: '\r\n', cr: '\r' };

/** Everything in which one CSV file differs from another (RFC 4180 is the default). The same for reading and writing. */
export interface CsvDialect {
  /** One character or more. */
  readonly delimiter: string;
  /** One character around cells; `''` where there is none, and then a delimiter needs an escape. */
  readonly quote: string;
  /** The character before a quote inside quotes; the quote itself for `""`. Without quotes, before anything. `''` for none. */
  readonly escapedBy: string;
  readonly lineEnd: LineEnd;
  /** Lines that begin with it are left out; `''` for none. */
  readonly comment: string;
  /** Whether spaces and tabs around cells are no part of them (inside quotes they are). */
  readonly trim: boolean;
  /** Lines without anything are left out; else they are a row with one empty cell. */
  readonly skipBlank: boolean;
}

export const csvDefaults: CsvDialect = {
  delimiter: ',',
  quote: '"',
  escapedBy: '"',
  lineEnd: 'any',
  comment: '',
  trim: false,
  skipBlank: true,
};

/** What is wrong with a dialect, as a sentence; undefined where it can be used. */
export function csvDialectProblem({ delimiter, quote, escapedBy, comment }: CsvDialect): string | undefined {
  if (delimiter === '') return 'The delimiter is empty.';
  if (/[\r\n]/.test(delimiter + quote + escapedBy + comment)) return 'A line end cannot be a delimiter, quote, escape or comment.';
  if (quote.length > 1 || escapedBy.length > 1) return 'The quote and the escape are one character each.';
  if (quote !== '' && delimiter.includes(quote)) return 'The delimiter holds the quote.';
  if (escapedBy !== '' && delimiter.includes(escapedBy)) return 'The delimiter holds the escape.';
  if (comment !== '' && (comment === delimiter || comment === quote)) return 'A comment begins like a cell.';
  return undefined;
}
