import { WeftError } from '@weft/errors';
import { membersOf } from '../records/record-members.ts';
import type { RecordWriter } from '../records/record-writer.ts';
import { textOf } from '../text/text-of.ts';
import { type CsvDialect, lineEnds } from './csv-dialect.ts';

export interface CsvOutput {
  /** The columns, in order; empty for the members of the first record. A list as record is written as it is. */
  readonly columns: readonly string[];
  readonly header: boolean;
  /** `needed`: only cells that could not be read otherwise; `text`: all that are no numbers; `all`. */
  readonly quoting: 'needed' | 'text' | 'all';
  /** Puts an apostrophe before what a spreadsheet would take for a formula. */
  readonly guardFormulas: boolean;
}

export const csvOutputDefaults: CsvOutput = { columns: [], header: true, quoting: 'needed', guardFormulas: false };

/** Records as CSV: plain values as text, lists and objects as JSON. A member that no column is named after is an error. */
export function csvWriter(dialect: CsvDialect, output: CsvOutput): RecordWriter {
  const end = lineEnds[dialect.lineEnd];
  let columns: readonly string[] | undefined = output.columns.length > 0 ? output.columns : undefined;
  let known = new Set(columns);
  let number = 0;

  const line = (cells: readonly unknown[]): string => {
    const isOnly = cells.length === 1;
    return (
      cells.map((cell, index) => cellOf(cell, dialect, output, { number, isFirst: index === 0, isOnly })).join(dialect.delimiter) + end
    );
  };

  function rowOf(record: unknown): string {
    const members = membersOf(record, number);
    if (columns === undefined) {
      columns = Object.keys(members);
      known = new Set(columns);
    }
    for (const name of Object.keys(members)) if (!known.has(name) && members[name] !== undefined) throw noColumn(name, number);
    return line(columns.map((name) => members[name]));
  }

  return {
    begin: () => (output.header && columns !== undefined ? line(columns) : ''),
    record(record) {
      number++;
      if (Array.isArray(record)) return line(record);
      const isFirst = columns === undefined;
      const row = rowOf(record);
      return isFirst && output.header ? line(columns ?? []) + row : row;
    },
    end: () => '',
  };
}

function noColumn(name: string, number: number): WeftError {
  return new WeftError(
    'BODY_NOT_SERIALIZABLE',
    `Record ${number} has the member "${name}", which is not among the columns. Name all columns, or leave the member out.`,
  );
}

interface CellPlace {
  /** Of the record, from 1. */
  readonly number: number;
  readonly isFirst: boolean;
  readonly isOnly: boolean;
}

function cellOf(value: unknown, dialect: CsvDialect, { quoting, guardFormulas }: CsvOutput, place: CellPlace): string {
  const { quote, escapedBy } = dialect;
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  let text = textOf(value);
  if (guardFormulas && !isNumber && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  if (quote === '') return bareCell(text, dialect, place.number);
  if (!needsQuotes(text, dialect, place) && (quoting === 'needed' || (quoting === 'text' && isNumber))) return text;
  const escaped = escapedBy === quote || escapedBy === '' ? text : text.replaceAll(escapedBy, escapedBy + escapedBy);
  return quote + escaped.replaceAll(quote, (escapedBy === '' ? quote : escapedBy) + quote) + quote;
}

function needsQuotes(text: string, { delimiter, quote, comment, trim }: CsvDialect, { isFirst, isOnly }: CellPlace): boolean {
  // A row must not look like a blank line or a comment.
  if ((isOnly && text === '') || (isFirst && comment !== '' && text.startsWith(comment))) return true;
  // Beside a delimiter of several characters, one of them at the end of a cell would be taken for its beginning.
  return text.includes(delimiter.charAt(0)) || text.includes(quote) || /[\r\n]/.test(text) || (trim && /^[ \t]|[ \t]$/.test(text));
}

function bareCell(text: string, { escapedBy, delimiter, trim }: CsvDialect, number: number): string {
  if (escapedBy !== '') {
    const first = delimiter.charAt(0);
    return text.replace(
      /[\s\S]/g,
      (character) => (character === escapedBy || character === first || /[\r\n]/.test(character) ? escapedBy : '') + character,
    );
  }
  if (!text.includes(delimiter) && !/[\r\n]/.test(text) && !(trim && /^[ \t]|[ \t]$/.test(text))) return text;
  throw new WeftError(
    'BODY_NOT_SERIALIZABLE',
    `Record ${number} holds a text with the delimiter or a line end in it, and this dialect has neither a quote nor an escape for it.`,
  );
}
