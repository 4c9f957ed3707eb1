import { WeftError } from '@weft/errors';
import { parseJson } from '../json/parse-json.ts';
import { serializeJson } from '../json/serialize-json.ts';
import type { RecordReader } from './record-reader.ts';
import type { RecordWriter } from './record-writer.ts';

/** In characters. */
const lineLengthMax = 16 * 1024 * 1024;

/** JSON texts, one a line; blank lines are left out. */
export function jsonLinesReader(): RecordReader {
  let rest = '';
  let number = 0;
  const read = (line: string, records: unknown[]): void => {
    number++;
    if (line.trim() !== '') records.push(parseLine(line, number));
  };
  return {
    write(text) {
      const records: unknown[] = [];
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) read(line, records);
      if (rest.length > lineLengthMax)
        throw new WeftError('BODY_NOT_PARSABLE', `Line ${number + 1} has more than ${lineLengthMax} characters.`);
      return records;
    },
    end() {
      const records: unknown[] = [];
      if (rest !== '') read(rest, records);
      return records;
    },
  };
}

function parseLine(line: string, number: number): unknown {
  try {
    return parseJson(line);
  } catch (cause) {
    if (!(cause instanceof WeftError)) throw cause;
    const message = cause.message.replace('(line 1, ', `(line ${number}, `);
    throw new WeftError('BODY_NOT_PARSABLE', message === cause.message ? `${message} (line ${number})` : message, { cause });
  }
}

export function jsonLinesWriter(): RecordWriter {
  return { begin: () => '', record: (value) => `${serializeJson(value)}\n`, end: () => '' };
}

/** A JSON text that is one list of the records. */
export function jsonListWriter(indent = 0): RecordWriter {
  let count = 0;
  const space = indent > 0 ? `\n${' '.repeat(indent)}` : '';
  return {
    begin: () => '[',
    record: (value) => {
      const text = serializeJson(value, indent);
      return `${count++ === 0 ? '' : ','}${space}${indent > 0 ? text.replaceAll('\n', space) : text}`;
    },
    end: () => `${count > 0 && indent > 0 ? '\n' : ''}]`,
  };
}
