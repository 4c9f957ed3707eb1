import { WeftError } from '@weft/errors';
import { numberOrText } from '../records/cell-value.ts';
import type { RecordReader } from '../records/record-reader.ts';
import { type FixedField, type FixedLayout, type FixedRecord, lengthOf } from './layout.ts';

/** In characters; longer lines are no fixed-width file. */
const lineLengthMax = 1024 * 1024;

/** The lines of a fixed-width text as objects; of several kinds, each says which in its member `record`. */
export function fixedWidthReader(layout: FixedLayout): RecordReader {
  const { records, lineEnd } = layout;
  const fixedLength = lineEnd === 'none' ? lengthOf(records[0] ?? { name: '', tag: '', fields: [] }) : undefined;
  // The longest tag first: "1" must not take what begins with "10".
  const byTag = records.toSorted((a, b) => b.tag.length - a.tag.length);
  let rest = '';
  let number = 0;

  function lines(text: string, isLast: boolean): string[] {
    const found = fixedLength === undefined ? splitLines(text, lineEnd, isLast) : text.match(new RegExp(`[\\s\\S]{1,${fixedLength}}`, 'g'));
    const all = found ?? [];
    const isOpen = !isLast && (fixedLength === undefined || (all.at(-1)?.length ?? 0) < fixedLength);
    rest = isOpen ? (all.pop() ?? '') : '';
    if (rest.length > lineLengthMax) throw fault(number + 1, 1, `the line has more than ${lineLengthMax} characters`);
    return all;
  }

  function recordOf(line: string): unknown {
    number++;
    const at = layout.tagPosition - 1;
    const record = byTag.find(({ tag }) => line.startsWith(tag, at));
    if (record === undefined)
      throw fault(number, layout.tagPosition, `no record has the tag that begins ${JSON.stringify(line.slice(at, at + 10))}`);
    return valuesOf(line, record, number, layout.uneven === 'fail', records.length > 1);
  }

  const read = (text: string, isLast: boolean): unknown[] =>
    lines(text, isLast).flatMap((line) => {
      if (line !== '' || fixedLength !== undefined) return [recordOf(line)];
      number++;
      return [];
    });
  let isFirst = true;
  return {
    write(text) {
      const own = isFirst && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
      if (text !== '') isFirst = false;
      return read(rest + own, false);
    },
    end: () => read(rest, true),
  };
}

const separators = { any: /\r\n|\n|\r/, lf: '\n', crlf: '\r\n', cr: '\r', none: '' } as const;

function splitLines(text: string, lineEnd: FixedLayout['lineEnd'], isLast: boolean): string[] {
  // A carriage return at the very end may be half a line end.
  if (!isLast && lineEnd === 'any' && text.endsWith('\r')) {
    const lines = text.slice(0, -1).split(separators.any);
    lines.push(`${lines.pop() ?? ''}\r`);
    return lines;
  }
  return text.split(separators[lineEnd]);
}

function valuesOf(line: string, record: FixedRecord, number: number, isStrict: boolean, isTold: boolean): Record<string, unknown> {
  const length = lengthOf(record);
  if (isStrict && line.length !== length) {
    throw fault(number, Math.min(line.length, length) + 1, `the line has ${line.length} characters where ${length} are expected`);
  }
  if (line.length > length && line.slice(length).trim() !== '') throw fault(number, length + 1, 'there is text behind the last field');
  const values: Record<string, unknown> = isTold ? { record: record.name } : {};
  let at = 0;
  for (const field of record.fields) {
    if (field.name !== '') values[field.name] = fieldValue(line.slice(at, at + field.length), field, number, at + 1);
    at += field.length;
  }
  return values;
}

function fieldValue(raw: string, field: FixedField, line: number, column: number): unknown {
  const text = field.align === 'left' ? trimEnd(raw, field.fill) : trimStart(raw, field.fill);
  if (!field.number) return text;
  const digits = text.trim();
  if (digits === '') return raw.trim() === '' ? null : 0;
  const value = numberOrText(digits.replace(/^([+-]?)0+(?=\d)/, '$1').replace(/^\+/, ''));
  if (typeof value === 'string') throw fault(line, column, `the field "${field.name}" is no number: ${JSON.stringify(raw.slice(0, 40))}`);
  return value;
}

function trimEnd(text: string, fill: string): string {
  let to = text.length;
  while (to > 0 && text[to - 1] === fill) to--;
  return text.slice(0, to);
}

function trimStart(text: string, fill: string): string {
  let from = 0;
  while (from < text.length && text[from] === fill) from++;
  return text.slice(from);
}

function fault(line: number, column: number, message: string): WeftError {
  return new WeftError('BODY_NOT_PARSABLE', `The fixed-width text cannot be read: ${message} (line ${line}, column ${column}).`);
}
