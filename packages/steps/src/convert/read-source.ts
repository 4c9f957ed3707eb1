import { WeftError } from '@weft/errors';
import {
  csvDefaults,
  csvReader,
  csvTableDefaults,
  decodeText,
  decodeXml,
  jsonLinesReader,
  mediaTypeOf,
  parseForm,
  parseJson,
  parseXml,
  type RecordReader,
  readRecords,
  shapeFromXml,
} from '@weft/formats';
import { csvReading, fixedWidthReading } from '../record-formats.ts';
import type { Source } from './definition.ts';

/** How a body is read: record by record, or as one value. */
export type Reading =
  | { readonly kind: 'records'; readonly reader: () => RecordReader }
  | { readonly kind: 'value'; readonly read: (bytes: Uint8Array, charset: string | undefined) => unknown };

const value = (read: (text: string) => unknown): Reading => ({ kind: 'value', read: (bytes, charset) => read(decodeText(bytes, charset)) });

/** @throws WeftError `CONFIG_INVALID` for settings that contradict each other. */
export function readingOf(source: Exclude<Source, { format: 'as-declared' }>): Reading {
  switch (source.format) {
    case 'json':
      return value(parseJson);
    case 'json-lines':
      return { kind: 'records', reader: jsonLinesReader };
    case 'form':
      return value(parseForm);
    case 'text':
      return value((text) => text);
    case 'xml':
      return { kind: 'value', read: (bytes, charset) => shapeFromXml(parseXml(decodeXml(bytes, charset)), source) };
    case 'csv':
      return { kind: 'records', reader: csvReading(source, '/from') };
    case 'fixed-width':
      return { kind: 'records', reader: fixedWidthReading(source, '/from') };
    default:
      return source satisfies never;
  }
}

/** What a body says of itself. @throws WeftError `STEP_FAILED` where it says nothing that could be read. */
export function declaredReading(contentType: string): Reading {
  const { essence, format } = mediaTypeOf(contentType);
  if (essence === 'text/csv') return { kind: 'records', reader: () => csvReader(csvDefaults, csvTableDefaults) };
  if (/^application\/(?:x-ndjson|jsonl|json-lines|x-jsonlines)$/.test(essence)) return { kind: 'records', reader: jsonLinesReader };
  switch (format) {
    case 'json':
    case 'form':
    case 'text':
      return readingOf({ format });
    case 'xml':
      return readingOf({ format, lists: [], dropNamespaces: false, numbers: false });
    default:
      throw new WeftError(
        'STEP_FAILED',
        `The content type ${contentType === '' ? 'is missing' : `"${contentType}"`}, so nobody knows how to read the body. Choose its format under "From".`,
        { place: { pointer: '/from/format' } },
      );
  }
}

/** All of a body as one value. */
export function readWhole(reading: Reading, bytes: Uint8Array, charset: string | undefined): unknown {
  return reading.kind === 'value' ? reading.read(bytes, charset) : readRecords(reading.reader(), decodeText(bytes, charset));
}
