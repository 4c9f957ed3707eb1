import { WeftError } from '@weft/errors';
import type { RecordReader } from '../records/record-reader.ts';
import { positionsIn } from '../text/text-position.ts';
import { JsonCursor } from './json-cursor.ts';
import { findJsonFault } from './json-fault.ts';
import { jsonDepthMax, parseJson } from './parse-json.ts';

export interface JsonRecords {
  /** The names that lead to the list of records; none where the text itself is the list. Lists on the way are gone through. */
  readonly path: readonly string[];
  /** Whether what stands at the path and is no list is one record. */
  readonly acceptSingle: boolean;
  /** Of one record, in characters. */
  readonly lengthMax: number;
}

/** A list or object that is open, and how far its reader has come. */
interface Open {
  readonly isList: boolean;
  /** How many names of the path have been found when standing in it. */
  readonly depth: number;
  /** Its items are the records. */
  readonly holdsRecords: boolean;
  index: number;
  name: string;
}

type Expects = 'value' | 'first' | 'name' | 'next' | 'nothing';

/**
 * The items of a list that stands somewhere in a JSON text of any size, as values.
 *
 * A record is cut out as text and parsed at once by the engine's own parser: many times faster than putting values together
 * from tokens, and numbers keep their digits as everywhere in Weft. What is beside the path is passed over: only its quotes
 * and brackets are looked at.
 * @throws WeftError `BODY_NOT_PARSABLE` with line, column and path; `BODY_TOO_LARGE` for a record that is too long.
 */
export function jsonRecordsReader({ path, acceptSingle, lengthMax }: JsonRecords): RecordReader {
  const cursor = new JsonCursor();
  const open: Open[] = [];
  let expects: Expects = 'value';
  /** What the value is that the cursor stands in. */
  let inside: 'record' | 'skipped' | undefined;
  let isFirst = true;

  function placeNow(): string {
    let place = '';
    for (const { isList, index, name } of open) place += isList ? `[${index}]` : place === '' ? name : `.${name}`;
    return place;
  }

  function fault(message: string, offset: number): WeftError {
    const { line, column } = cursor.placeOf(offset);
    const place = placeNow();
    return new WeftError(
      'BODY_NOT_PARSABLE',
      `The JSON cannot be read: ${message} (line ${line}, column ${column}${place === '' ? '' : `, in ${place}`}).`,
    );
  }

  /** The fault inside the record that begins at `start`, with its place in the whole text. */
  function faultIn(text: string, start: number): WeftError | undefined {
    const found = findJsonFault(text, jsonDepthMax);
    if (found === undefined) return undefined;
    const at = positionsIn(text);
    let offset = 0;
    for (let line = at(offset).line; line < found.line; line++) offset = text.indexOf('\n', offset) + 1;
    return fault(found.message, start + offset + found.column - 1);
  }

  function recordOf(start: number, end: number): unknown {
    const text = cursor.text.slice(start, end);
    if (text.length > lengthMax) throw tooLong();
    try {
      return parseJson(text);
    } catch (thrown) {
      throw faultIn(text, start) ?? thrown;
    }
  }

  function tooLong(): WeftError {
    return new WeftError(
      'BODY_TOO_LARGE',
      `The record ${placeNow() || 'at the beginning'} has more than ${lengthMax} characters, more than one value may have.`,
    );
  }

  /** A value begins at `at`, not white space. */
  function beginValue(at: number): void {
    const first = cursor.text[at];
    const parent = open.at(-1);
    const depth = parent === undefined ? 0 : parent.isList ? parent.depth : parent.name === path[parent.depth] ? parent.depth + 1 : -1;
    const isWanted = depth === path.length;
    if (parent?.holdsRecords === true) startScan('record', at);
    else if (first === '[' && depth !== -1) push({ isList: true, depth, holdsRecords: isWanted, index: 0, name: '' }, at);
    else if (isWanted && first !== 'n') startSingle(at);
    else if (first === '{' && depth !== -1) push({ isList: false, depth, holdsRecords: false, index: 0, name: '' }, at);
    else startScan('skipped', at);
  }

  /** What stands at the path and is neither a list nor null. */
  function startSingle(at: number): void {
    const first = cursor.text[at] ?? '';
    if (!acceptSingle && !/[,:\]}]/.test(first)) {
      const kind = first === '{' ? 'an object' : first === '"' ? 'a text' : /[-\d]/.test(first) ? 'a number' : 'a value';
      throw fault(`${path.length === 0 ? 'the body' : `"${path.join('.')}"`} is ${kind} where a list is needed`, at);
    }
    startScan('record', at);
  }

  function startScan(what: 'record' | 'skipped', at: number): void {
    const first = cursor.text[at] ?? '';
    if (/[,:\]}]/.test(first)) throw fault(`expected a value, but found ${JSON.stringify(first)}`, at);
    inside = what;
    cursor.beginValue(at);
  }

  function push(container: Open, at: number): void {
    open.push(container);
    cursor.at = at + 1;
    expects = 'first';
  }

  /** Behind a value. */
  function afterValue(): void {
    expects = open.length === 0 ? 'nothing' : 'next';
  }

  /** Does the next piece of work; false where more text has to come. */
  function advance(records: unknown[], isLast: boolean): boolean {
    if (inside !== undefined) return finishValue(records, isLast);
    const at = cursor.skipSpace();
    if (at === undefined) return false;
    const container = open.at(-1) as Open;
    const character = cursor.text[at];
    if (expects === 'value') {
      beginValue(at);
    } else if (expects === 'nothing') {
      throw fault('nothing was expected after the value', at);
    } else if (expects === 'first' || expects === 'next') {
      if (character === (container.isList ? ']' : '}')) {
        open.pop();
        cursor.at = at + 1;
        afterValue();
      } else if (expects === 'next') {
        if (character !== ',') throw fault(`expected "," or "${container.isList ? ']' : '}'}", but found ${JSON.stringify(character)}`, at);
        cursor.at = at + 1;
        container.index++;
        expects = container.isList ? 'value' : 'name';
      } else expects = container.isList ? 'value' : 'name';
    } else {
      return readName(container, at);
    }
    return true;
  }

  function readName(container: Open, at: number): boolean {
    if (cursor.text[at] !== '"') throw fault('expected a property name in double quotes', at);
    const member = cursor.memberName(at);
    if (member === undefined) {
      if (cursor.text.length - at > lengthMax) throw tooLong();
      return false;
    }
    if (member.fault !== undefined) throw fault(member.fault, member.at);
    container.name = member.name;
    cursor.at = member.at;
    expects = 'value';
    return true;
  }

  function finishValue(records: unknown[], isLast: boolean): boolean {
    const end = cursor.valueEnd(isLast);
    if (end === undefined) {
      if (inside === 'skipped') cursor.forgetScanned();
      else if (cursor.text.length - cursor.at > lengthMax) throw faultBeforeEnd(cursor.text.slice(cursor.at), cursor.at) ?? tooLong();
      return false;
    }
    if (inside === 'record') records.push(recordOf(cursor.at, end));
    inside = undefined;
    cursor.at = end;
    afterValue();
    return true;
  }

  /** A bracket that is missing makes a record seem endless: then the place where it is missing is what helps. */
  function faultBeforeEnd(text: string, start: number): WeftError | undefined {
    const found = findJsonFault(text, jsonDepthMax);
    const lines = text.split('\n');
    const isAtEnd = found?.line === lines.length && found.column > (lines.at(-1)?.length ?? 0);
    return isAtEnd ? undefined : faultIn(text, start);
  }

  function read(text: string, isLast: boolean): unknown[] {
    cursor.add(isFirst && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
    if (text !== '') isFirst = false;
    const records: unknown[] = [];
    while (advance(records, isLast));
    cursor.forget();
    return records;
  }

  return {
    write: (text) => read(text, false),
    end() {
      const records = read('', true);
      const isWhole = inside === undefined && open.length === 0 && (expects === 'nothing' || expects === 'value');
      if (isWhole) return records;
      const start = cursor.at;
      throw (
        (inside === 'record' ? faultIn(cursor.text.slice(start), start) : undefined) ?? fault('the text ends too early', cursor.text.length)
      );
    },
  };
}
