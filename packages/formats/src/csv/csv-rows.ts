import { WeftError } from '@weft/errors';
import { positionsIn } from '../text/text-position.ts';
import type { CsvDialect } from './csv-dialect.ts';

/** The cells of one row, as texts. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** Where the row begins, from 1. */
  readonly line: number;
}

/** Reads rows from a text that comes in pieces. */
export interface CsvRows {
  write(text: string): CsvRow[];
  end(): CsvRow[];
}

/** In characters. A quote that is never closed would take all that follows for one cell. */
const rowLengthMax = 4 * 1024 * 1024;

const newline = 0x0a;
const carriageReturn = 0x0d;

/**
 * The rows of a CSV text. A quote inside a cell that does not begin with one is an ordinary character.
 * Of the text no more is held than one piece and one row.
 * @throws WeftError `BODY_NOT_PARSABLE` with line and column for a quote that is not closed or is followed by something else.
 */
export function csvRows(dialect: CsvDialect): CsvRows {
  const { delimiter, quote, escapedBy, comment, trim, skipBlank, lineEnd } = dialect;
  const doubled = escapedBy === quote || escapedBy === '';
  const escapesBare = quote === '' && escapedBy !== '';
  let buffer = '';
  let line = 1;
  /** Whether nothing more can come: else the end of the buffer may lie inside a row. */
  let isLast = false;
  let at = 0;
  /** Where the row begins that is being read, which is on `line`. */
  let done = 0;

  function fail(offset: number, message: string): WeftError {
    const place = positionsIn(buffer.slice(done))(offset - done);
    return new WeftError(
      'BODY_NOT_PARSABLE',
      `The CSV cannot be read: ${message} (line ${line + place.line - 1}, column ${place.column}).`,
    );
  }

  /** The length of a line end at `offset`; 0 where there is none, -1 where more text must tell. */
  function endAt(offset: number): number {
    const code = buffer.charCodeAt(offset);
    if (code === newline) return lineEnd === 'any' || lineEnd === 'lf' ? 1 : 0;
    if (code !== carriageReturn || lineEnd === 'lf') return 0;
    if (lineEnd === 'cr') return 1;
    if (offset + 1 >= buffer.length && !isLast) return -1;
    if (buffer.charCodeAt(offset + 1) === newline) return 2;
    return lineEnd === 'any' ? 1 : 0;
  }

  function skipSpace(offset: number): number {
    let to = offset;
    while (isSpace(buffer.charCodeAt(to)) && !buffer.startsWith(delimiter, to)) to++;
    return to;
  }

  /** Reads a row that begins at `at`, and moves behind it; undefined where it has not come whole. */
  function row(): string[] | undefined {
    const cells: string[] = [];
    let from = at;
    for (;;) {
      const cell = quote !== '' && buffer[trim ? skipSpace(from) : from] === quote ? quoted(trim ? skipSpace(from) : from) : bare(from);
      if (cell === undefined) return undefined;
      cells.push(cell.text);
      if (cell.ends !== undefined) {
        at = cell.to + cell.ends;
        return cells;
      }
      from = cell.to + delimiter.length;
    }
  }

  interface Cell {
    readonly text: string;
    readonly to: number;
    /** The length of the line end behind it; undefined where a delimiter is. */
    readonly ends: number | undefined;
  }

  function bare(from: number): Cell | undefined {
    const first = delimiter.charCodeAt(0);
    for (let to = from; ; to++) {
      if (to >= buffer.length) return isLast ? cell(from, to, 0) : undefined;
      const code = buffer.charCodeAt(to);
      if (code === first && buffer.startsWith(delimiter, to)) return cell(from, to, undefined);
      if (code === newline || code === carriageReturn) {
        const length = endAt(to);
        if (length < 0) return undefined;
        if (length > 0) return cell(from, to, length);
      } else if (escapesBare && code === escapedBy.charCodeAt(0)) to++;
    }
  }

  function cell(from: number, to: number, ends: number | undefined): Cell {
    let text = buffer.slice(from, to);
    if (trim) text = text.replace(/^[ \t]+/, '').replace(/(?<![ \t])[ \t]+$/, '');
    return { text: escapesBare ? unescaped(text, escapedBy) : text, to, ends };
  }

  function quoted(open: number): Cell | undefined {
    let text = '';
    let from = open + 1;
    for (;;) {
      const mark = nextOf(buffer, quote, doubled ? '' : escapedBy, from);
      if (mark === -1 || (mark + 1 >= buffer.length && !isLast)) {
        if (isLast) throw fail(open, 'a quote is not closed');
        return undefined;
      }
      text += buffer.slice(from, mark);
      const isEscape = doubled ? buffer[mark + 1] === quote : buffer[mark] !== quote;
      if (!isEscape) return afterQuote(text, mark + 1);
      text += buffer[mark + 1] ?? '';
      from = mark + 2;
    }
  }

  function afterQuote(text: string, closed: number): Cell | undefined {
    const to = trim ? skipSpace(closed) : closed;
    if (to >= buffer.length) return isLast ? { text, to, ends: 0 } : undefined;
    if (buffer.startsWith(delimiter, to)) return { text, to, ends: undefined };
    const length = endAt(to);
    if (length > 0) return { text, to, ends: length };
    // A delimiter of several characters may have come in part.
    if (length < 0 || (!isLast && to + delimiter.length > buffer.length)) return undefined;
    throw fail(to, `expected the delimiter or the end of the line after a quoted cell, but found ${JSON.stringify(buffer[to])}`);
  }

  /** The end of a comment that begins at `at`, line end included; -1 where it has not come whole. */
  function commentEnd(): number {
    for (let to = at; to < buffer.length; to++) {
      const length = endAt(to);
      if (length !== 0) return length < 0 ? -1 : to + length;
    }
    return isLast ? buffer.length : -1;
  }

  function take(): CsvRow[] {
    const rows: CsvRow[] = [];
    at = 0;
    done = 0;
    while (at < buffer.length) {
      if (comment !== '' && buffer.startsWith(comment, at)) {
        const end = commentEnd();
        if (end === -1) break;
        at = end;
      } else {
        const cells = row();
        if (cells === undefined) break;
        const isBlank = cells.length === 1 && cells[0] === '' && buffer[done] !== quote;
        if (!isBlank || !skipBlank) rows.push({ cells, line });
      }
      line += countLines(buffer, done, at, lineEnd === 'cr' ? '\r' : '\n');
      done = at;
    }
    buffer = buffer.slice(done);
    done = 0;
    if (buffer.length > rowLengthMax) throw fail(0, `a row has more than ${rowLengthMax} characters; is a quote not closed?`);
    return rows;
  }

  let isFirst = true;
  return {
    write(text) {
      buffer += isFirst && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
      if (text !== '') isFirst = false;
      return take();
    },
    end() {
      isLast = true;
      return take();
    },
  };
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** The next quote or escape. */
function nextOf(text: string, quote: string, escapedBy: string, from: number): number {
  const at = text.indexOf(quote, from);
  if (escapedBy === '') return at;
  const before = text.indexOf(escapedBy, from);
  return before === -1 ? at : at === -1 ? before : Math.min(at, before);
}

function unescaped(text: string, escapedBy: string): string {
  if (!text.includes(escapedBy)) return text;
  let out = '';
  for (let at = 0; at < text.length; at++) out += text[text[at] === escapedBy && at + 1 < text.length ? ++at : at];
  return out;
}

/** Old Macs end lines with a carriage return alone; a file that mixes is counted by its line feeds. */
function countLines(text: string, from: number, to: number, end: string): number {
  let count = 0;
  for (let at = text.indexOf(end, from); at !== -1 && at < to; at = text.indexOf(end, at + 1)) count++;
  return count;
}
