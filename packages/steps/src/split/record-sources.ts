import { Body, wholeBodyBytesMax } from '@weft/document';
import { WeftError } from '@weft/errors';
import {
  declaredCharset,
  jsonRecordsReader,
  parseJson,
  parseXmlPath,
  separatedText,
  type TextPart,
  type XmlPath,
  type XmlRecord,
  xmlDocumentOf,
  xmlDocumentOfAll,
  xmlRecordsReader,
} from '@weft/formats';
import type * as z from 'zod';
import { csvReading, fixedWidthReading } from '../record-formats.ts';
import { separatorText } from '../separator-text.ts';
import type { source } from './source-fields.ts';

type Source = Exclude<z.output<typeof source>, { from: 'list' }>;

/** A text that records are read from, in pieces. For one text. */
interface Reading<R> {
  write(text: string): R[];
  end(): R[];
}

/** How one kind of source is read, and what becomes of its records. */
export interface RecordSource<R = unknown> {
  /** A label of the WHATWG Encoding Standard, or what the content type says. */
  readonly encoding: string;
  /** The character set that the first bytes tell, where neither settings nor content type do. */
  readonly charsetOf?: (head: Uint8Array) => string | undefined;
  read(): Reading<R>;
  /** The body of a document with these records; of one that is not alone by choice, `isGroup`. */
  bodyOf(records: readonly R[], isGroup: boolean): Body;
}

/** @throws WeftError `CONFIG_INVALID` for settings that contradict each other. */
export function sourceOf(chosen: Source): RecordSource {
  switch (chosen.from) {
    case 'lines':
      return ofText(chosen, { separator: '\n', lengthMax: chosen.lineLengthMax, called: 'Line' }, chosen.skipBlank);
    case 'text':
      return ofText(chosen, { separator: separatorText(chosen.separator), lengthMax: chosen.lengthMax, called: 'Part' }, chosen.skipBlank);
    case 'json-lines':
      return {
        encoding: chosen.encoding,
        read: () => withoutBlank(separatedText({ separator: '\n', lengthMax: chosen.lineLengthMax, called: 'Line' })),
        bodyOf: (lines, isGroup) => jsonBody((lines as TextPart[]).map(lineValue), isGroup),
      };
    case 'json': {
      const path = chosen.path === '' ? [] : chosen.path.split('.');
      return {
        encoding: chosen.encoding,
        read: () => jsonRecordsReader({ path, acceptSingle: chosen.acceptSingle, lengthMax: wholeBodyBytesMax }),
        bodyOf: jsonBody,
      };
    }
    case 'csv':
      return { encoding: chosen.encoding, read: csvReading(chosen, '/source'), bodyOf: jsonBody };
    case 'fixed-width':
      return { encoding: chosen.encoding, read: fixedWidthReading(chosen, '/source'), bodyOf: jsonBody };
    case 'xml': {
      // The config was refused where it is no path.
      const path = parseXmlPath(chosen.path) as XmlPath;
      return {
        encoding: chosen.encoding,
        charsetOf: declaredCharset,
        read: () => xmlRecordsReader({ path, lengthMax: wholeBodyBytesMax }),
        bodyOf: xmlBody as RecordSource['bodyOf'],
      };
    }
    default:
      return chosen satisfies never;
  }
}

function ofText(
  { encoding }: { readonly encoding: string },
  separation: Parameters<typeof separatedText>[0],
  skipsBlank: boolean,
): RecordSource {
  const read = () => separatedText(separation);
  return {
    encoding,
    read: skipsBlank ? () => withoutBlank(read()) : read,
    bodyOf: (parts, isGroup) => textBody(parts as TextPart[], isGroup ? separation.separator : undefined),
  };
}

function withoutBlank(reading: Reading<TextPart>): Reading<TextPart> {
  const kept = (parts: TextPart[]): TextPart[] => parts.filter(({ text }) => /\S/.test(text));
  return { write: (text) => kept(reading.write(text)), end: () => kept(reading.end()) };
}

/** A single part goes without its separator; in a group every part has one. As a value, so that it is encoded only where bytes are asked for. */
function textBody(parts: readonly TextPart[], separator: string | undefined): Body {
  const text = separator === undefined ? (parts[0]?.text ?? '') : parts.map((part) => part.text + separator).join('');
  return Body.fromValue(text, 'text/plain; charset=utf-8');
}

function jsonBody(records: readonly unknown[], isGroup: boolean): Body {
  return Body.fromValue(isGroup ? records : records[0]);
}

/** XML stays XML: expressions read its value, and what asks for bytes gets a whole document. */
function xmlBody(records: readonly XmlRecord[], isGroup: boolean): Body {
  return Body.fromValue(isGroup ? xmlDocumentOfAll(records) : xmlDocumentOf(records[0] as XmlRecord), 'application/xml');
}

function lineValue({ text, number }: TextPart): unknown {
  try {
    return parseJson(text);
  } catch (thrown) {
    if (!(thrown instanceof WeftError)) throw thrown;
    throw new WeftError('BODY_NOT_PARSABLE', `Line ${number} of the body is no JSON. ${thrown.message}`, { cause: thrown });
  }
}
