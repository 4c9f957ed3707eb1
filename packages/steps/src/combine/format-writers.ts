import type { Document } from '@weft/document';
import type { RecordWriter } from '@weft/formats';
import { decodeTextPieces, encodeTextPieces, fitForXml, jsonLinesWriter, jsonListWriter, mediaTypeOf, serializeXml } from '@weft/formats';
import type { StepContext, StepTools } from '@weft/step-kit/executor';
import { csvWriting } from '../record-formats.ts';
import { separatorText } from '../separator-text.ts';
import type { CombineConfig } from './definition.ts';
import type { PieceWriter, Push } from './piece-writer.ts';
import { zipWriter } from './zip-writer.ts';

export interface Format {
  readonly contentType: string;
  open(context: StepContext): PieceWriter;
}

interface Options {
  readonly listsAreItems: boolean;
}

/** @throws WeftError `CONFIG_INVALID` for settings that contradict each other. */
export function writerOf(into: CombineConfig['into'], { listsAreItems }: Options, tools: StepTools): Format {
  switch (into.format) {
    case 'json':
      return ofRecords('application/json', 'utf-8', () => jsonListWriter(), listsAreItems ? items : single);
    case 'json-lines':
      return ofRecords('application/x-ndjson', 'utf-8', jsonLinesWriter, listsAreItems ? items : single);
    case 'csv': {
      const writing = csvWriting(into, '/into');
      return ofRecords(`text/csv; charset=${charsetOf(into.encoding)}`, into.encoding, writing, listsAreItems ? rows : single);
    }
    case 'xml':
      return ofRecords('application/xml', 'utf-8', () => xmlWriter(into), listsAreItems ? elementsOf(into.root) : elements);
    case 'text':
      return ofText(into);
    case 'zip': {
      const name = tools.template(into.name, '/into/name');
      return { contentType: 'application/zip', open: (context) => zipWriter(name, context) };
    }
    default:
      return into satisfies never;
  }
}

/** In characters: so much is encoded at once. */
const pieceLength = 64 * 1024;

type RecordsOf = (value: unknown, document: Document) => readonly unknown[];

function ofRecords(contentType: string, encoding: string, writing: () => RecordWriter, recordsOf: RecordsOf): Format {
  return {
    contentType,
    open() {
      const writer = writing();
      const encode = encodeTextPieces(charsetOf(encoding), encoding === 'utf-8-with-mark');
      let text = writer.begin();
      const write = (value: unknown, document: Document, push: Push): void => {
        for (const record of recordsOf(value, document)) {
          text += writer.record(record);
          if (text.length > pieceLength) flush(push);
        }
      };
      const flush = (push: Push): void => {
        push(encode(text));
        text = '';
      };
      return {
        add(document, push) {
          const value = document.body.value();
          return value instanceof Promise ? value.then((ready) => write(ready, document, push)) : write(value, document, push);
        },
        flush,
        end(push) {
          text += writer.end();
          flush(push);
        },
      };
    },
  };
}

function charsetOf(encoding: string): string {
  return encoding === 'utf-8-with-mark' ? 'utf-8' : encoding;
}

const single: RecordsOf = (value) => [value];
const items: RecordsOf = (value) => (Array.isArray(value) ? value : [value]);

/** A list of plain values is one row, a list of rows several. */
const rows: RecordsOf = (value) =>
  Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null) ? value : [value];

/** An element, told from a value that was no XML. */
interface XmlElement {
  readonly element: Readonly<Record<string, unknown>>;
}

const isXml = ({ body }: Document): boolean => mediaTypeOf(body.contentType).format === 'xml';

const elements: RecordsOf = (value, document) => [isXml(document) && value !== null ? { element: value } : { value }];

/** What stands below a root of the same name comes below the common one; of a list each item is an element. */
function elementsOf(root: string): RecordsOf {
  return (value, document) => {
    if (!isXml(document)) return items(value, document).map((item) => ({ value: item }));
    const inner = (value as Readonly<Record<string, unknown>> | null)?.[root];
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return elements(value, document);
    return Object.entries(inner)
      .filter(([name]) => !name.startsWith('@') && !name.startsWith('#'))
      .flatMap(([name, below]) => (Array.isArray(below) ? below : [below]).map((one) => ({ element: { [name]: one } })));
  };
}

function xmlWriter({ root, item }: { readonly root: string; readonly item: string }): RecordWriter {
  return {
    begin: () => serializeXml({ [root]: '' }).replace(/\/>$/, '>'),
    record(record) {
      const { element, value } = record as Partial<XmlElement> & { value?: unknown };
      return serializeXml(element ?? fitForXml(value, { root: item, item: 'item' }), { declaration: false });
    },
    end: () => `</${root}>`,
  };
}

function ofText({ separator, endsWithSeparator, encoding }: Extract<CombineConfig['into'], { format: 'text' }>): Format {
  const between = separatorText(separator);
  const charset = charsetOf(encoding);
  return {
    contentType: `text/plain; charset=${charset}`,
    open() {
      const encode = encodeTextPieces(charset, encoding === 'utf-8-with-mark');
      let text = '';
      let isFirst = true;
      const flush = (push: Push): void => {
        push(encode(text));
        text = '';
      };
      const append = (more: string, push: Push): void => {
        text += more;
        if (text.length > pieceLength) flush(push);
      };
      return {
        add({ body }, push) {
          if (!isFirst) text += between;
          isFirst = false;
          if (body.isStreamed) return addStream(body.stream(), mediaTypeOf(body.contentType).charset, (more) => append(more, push));
          append(body.text() as string, push);
        },
        flush,
        end(push) {
          if (endsWithSeparator && !isFirst) text += between;
          flush(push);
        },
      };
    },
  };
}

async function addStream(bytes: AsyncIterable<Uint8Array>, charset: string | undefined, append: (text: string) => void): Promise<void> {
  const decoding = decodeTextPieces(charset);
  for await (const chunk of bytes) append(decoding.write(chunk));
  append(decoding.end());
}
