import { Body, type ByteStream, createDocument, type Document } from '@weft/document';
import { toWeftError, WeftError } from '@weft/errors';
import { decodeTextPieces, encodeText, encodeTextPieces, mediaTypeOf, type RecordReader, type RecordWriter } from '@weft/formats';
import { type Emission, implementStep, type StepContext } from '@weft/step-kit/executor';
import { definition } from './definition.ts';
import { declaredReading, type Reading, readingOf, readWhole } from './read-source.ts';
import { type Writing, writingOf } from './write-target.ts';

/** A body that is larger, or of which nobody knows how large it is, is not held whole where both formats allow. In bytes. */
const wholeBytesMax = 1024 * 1024;

/** Reads the body in one format and writes it in another. */
export const implementation = implementStep(definition, ({ from, to, take, readAs, writeAs }, tools) => {
  const chosen = from.format === 'as-declared' ? undefined : readingOf(from);
  const writing = writingOf(to);
  const part = take === undefined ? undefined : tools.expression(take, '/take');
  const output = { charset: writeAs === 'utf-8-with-mark' ? 'utf-8' : writeAs, mark: writeAs === 'utf-8-with-mark' };
  const contentType = `${writing.mediaType}${hasCharset(writing.mediaType, output.charset) ? `; charset=${output.charset}` : ''}`;

  /** JSON stays a value: what comes next need not read again what was written here. */
  const staysValue = to.format === 'json' && to.indent === 0 && writeAs === 'utf-8';

  function emission(value: unknown): Emission {
    if (staysValue) return { port: 'out', body: Body.fromValue(value) };
    const text = writing.write(value, output.charset);
    return { port: 'out', body: Body.fromBytes(encodeText(output.mark ? `\uFEFF${text}` : text, output.charset), contentType) };
  }

  return async (document, context) => {
    const { body } = document;
    const reading = chosen ?? declaredReading(body.contentType);
    const charset = readAs === 'as-declared' ? mediaTypeOf(body.contentType).charset : readAs;
    const stream = part === undefined && isLarge(body) ? recordsOf(reading, writing, output.charset) : undefined;
    if (stream !== undefined) {
      const open = () => converted(document, context, { ...stream(), charset, output });
      return { port: 'out', body: Body.fromSource({ open }, contentType) };
    }
    const value = valueIn(body, from.format, readAs) ?? readWhole(reading, await body.bytes(), charset);
    if (part === undefined) return emission(value);
    return emission(await part(createDocument(document.id, Body.fromValue(value), document.properties), context.execution));
  };
});

/** What was read already, or never was written, need not be read again. */
function valueIn(body: Body, format: string, readAs: string): unknown {
  const isJson = mediaTypeOf(body.contentType).format === 'json';
  return isJson && !body.isStreamed && readAs === 'as-declared' && (format === 'json' || format === 'as-declared')
    ? body.value()
    : undefined;
}

function isLarge({ isStreamed, size }: Body): boolean {
  return size === undefined ? isStreamed : size > wholeBytesMax;
}

function recordsOf(
  reading: Reading,
  { records }: Writing,
  charset: string,
): (() => { readonly reader: RecordReader; readonly writer: RecordWriter }) | undefined {
  if (reading.kind !== 'records' || records === undefined) return undefined;
  return () => ({ reader: reading.reader(), writer: records(charset) });
}

/** JSON is UTF-8 by its standard, and XML says itself what it is in. */
function hasCharset(mediaType: string, charset: string): boolean {
  return mediaType.startsWith('text/') || charset !== 'utf-8';
}

interface Conversion {
  readonly reader: RecordReader;
  readonly writer: RecordWriter;
  readonly charset: string | undefined;
  readonly output: { readonly charset: string; readonly mark: boolean };
}

/** Goes on while somebody reads; what is wrong is told then, and is still said of this step. */
async function* converted(
  { id, body }: Document,
  { stepId, signal }: StepContext,
  { reader, writer, charset, output }: Conversion,
): ByteStream {
  const decoding = decodeTextPieces(charset);
  const encode = encodeTextPieces(output.charset, output.mark);
  const write = (records: readonly unknown[]): string => records.map((record) => writer.record(record)).join('');
  try {
    yield encode(writer.begin());
    for await (const bytes of body.stream()) {
      if (signal.aborted) throw new WeftError('CANCELLED', 'The execution was cancelled.');
      const text = write(reader.write(decoding.write(bytes)));
      if (text !== '') yield encode(text);
    }
    yield encode(write([...reader.write(decoding.end()), ...reader.end()]) + writer.end());
  } catch (thrown) {
    throw toWeftError(thrown).at({ stepId, documentId: id });
  }
}
