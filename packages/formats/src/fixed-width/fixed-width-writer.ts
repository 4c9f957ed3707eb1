import { WeftError } from '@weft/errors';
import { lineEnds } from '../csv/csv-dialect.ts';
import { membersOf } from '../records/record-members.ts';
import type { RecordWriter } from '../records/record-writer.ts';
import { textOf } from '../text/text-of.ts';
import type { FixedField, FixedLayout, FixedRecord } from './layout.ts';

/** Records as lines of fields. A text that is longer than its field is an error, never cut. */
export function fixedWidthWriter(layout: FixedLayout): RecordWriter {
  const end = layout.lineEnd === 'none' ? '' : lineEnds[layout.lineEnd];
  const [only] = layout.records;
  let number = 0;
  return {
    begin: () => '',
    record(value) {
      number++;
      const members = membersOf(value, number);
      const record = layout.records.length === 1 ? only : layout.records.find(({ name }) => name === members.record);
      if (record === undefined)
        throw notWritable(number, `its member "record" is ${JSON.stringify(textOf(members.record))}, which no record is called`);
      return tagged(lineOf(members, record, number), record, layout.tagPosition - 1, number) + end;
    },
    end: () => '',
  };
}

function lineOf(members: Readonly<Record<string, unknown>>, record: FixedRecord, number: number): string {
  return record.fields.map((field) => fieldText(field.name === '' ? '' : members[field.name], field, number)).join('');
}

function fieldText(value: unknown, field: FixedField, number: number): string {
  const text = textOf(value);
  if (text.length > field.length) {
    throw notWritable(number, `"${field.name}" has ${text.length} characters, and its field has ${field.length}`);
  }
  if (/[\r\n]/.test(text)) throw notWritable(number, `"${field.name}" holds a line end`);
  if (field.name === '') return ' '.repeat(field.length);
  if (field.align === 'left') return text.padEnd(field.length, field.fill);
  // The sign stands before zeros.
  return field.fill === '0' && text.startsWith('-')
    ? `-${text.slice(1).padStart(field.length - 1, '0')}`
    : text.padStart(field.length, field.fill);
}

/** The tag is written by itself, unless a field put something there. */
function tagged(line: string, { tag, name }: FixedRecord, at: number, number: number): string {
  if (line.startsWith(tag, at)) return line;
  if (line.slice(at, at + tag.length).trim() !== '') throw notWritable(number, `a field stands where the tag of "${name}" belongs`);
  return line.slice(0, at).padEnd(at) + tag + line.slice(at + tag.length);
}

function notWritable(number: number, why: string): WeftError {
  return new WeftError('BODY_NOT_SERIALIZABLE', `Record ${number} cannot be written with fixed widths: ${why}.`);
}
