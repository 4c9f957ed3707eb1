import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { WeftError } from '@weft/errors';
import * as z from 'zod';

/** Raised when the lines of a backup change their shape. */
export const backupVersion = 1;

/** The first line of a backup. */
const backupHeader = z.object({
  format: z.literal('weft-backup'),
  version: z.int().min(1),
  madeAt: z.iso.datetime(),
  /** What the database had; a backup of a newer Weft has more than this one knows. */
  migrations: z.array(z.string()),
  executions: z.boolean(),
  bodies: z.boolean(),
});
export type BackupHeader = z.infer<typeof backupHeader>;

/** A row of a table, a piece of a body (`$body`), or the last line (`$end`). */
export type FileLine = readonly [kind: string, content: Readonly<Record<string, string | null>>];

const line = z.tuple([z.string(), z.record(z.string(), z.string().nullable())]);

/** The bytes of a backup: gzip (RFC 1952) of JSON lines. The last line tells how many came before: what is cut off is noticed. */
export function writeBackupFile(header: BackupHeader, lines: AsyncIterable<FileLine>): ReadableStream<Uint8Array> {
  async function* text(): AsyncIterable<string> {
    yield `${JSON.stringify(header)}\n`;
    let count = 0;
    for await (const one of lines) {
      count += 1;
      yield `${JSON.stringify(one)}\n`;
    }
    yield `${JSON.stringify(['$end', { lines: String(count) }])}\n`;
  }
  const source = Readable.from(text());
  const packed = createGzip();
  source.on('error', (error) => packed.destroy(error));
  packed.on('close', () => source.destroy());
  return Readable.toWeb(source.pipe(packed)) as ReadableStream<Uint8Array>;
}

/** The header of a backup, and its lines without the last. @throws WeftError `REQUEST_INVALID` for what is none, or not whole. */
export async function readBackupFile(
  body: ReadableStream<Uint8Array> | null,
): Promise<{ readonly header: BackupHeader; readonly lines: AsyncIterable<FileLine> }> {
  const texts = textLines(body);
  const first = await texts.next();
  const header = backupHeader.safeParse(first.done === true ? undefined : parse(first.value));
  if (!header.success) throw invalid('This is no backup of Weft: its first line is not that of one.');
  if (header.data.version > backupVersion) {
    throw invalid(`The backup has version ${header.data.version}; this Weft knows ${backupVersion}. Update Weft first.`);
  }
  return { header: header.data, lines: rest(texts) };
}

async function* rest(texts: AsyncIterator<string>): AsyncIterable<FileLine> {
  let count = 0;
  for (let next = await texts.next(); next.done !== true; next = await texts.next()) {
    const read = line.safeParse(parse(next.value));
    if (!read.success) throw invalid(`Line ${count + 2} of the backup is not one of its lines.`);
    const [kind, content] = read.data;
    if (kind === '$end') {
      if (content['lines'] !== String(count)) throw invalid(`The backup should have ${content['lines']} lines, but has ${count}.`);
      return;
    }
    count += 1;
    yield [kind, content];
  }
  throw invalid(`The backup breaks off after ${count} lines.`);
}

async function* textLines(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string> {
  if (body === null) throw invalid('The request has no body. Send the bytes of a backup.');
  const packed = Readable.fromWeb(body as import('node:stream/web').ReadableStream<Uint8Array>);
  const text = createGunzip();
  packed.on('error', (error) => text.destroy(error));
  const failed = new Promise<never>((_, reject) => text.once('error', reject));
  failed.catch(() => undefined);
  const lines = createInterface({ input: packed.pipe(text), crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  try {
    // An interface that reads a broken stream ends without a word.
    for (let next = await Promise.race([lines.next(), failed]); next.done !== true; next = await Promise.race([lines.next(), failed])) {
      yield next.value;
    }
  } catch (cause) {
    throw invalid('The backup is not whole or was changed: its bytes cannot be unpacked.', cause);
  } finally {
    packed.destroy();
    text.destroy();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalid(message: string, cause?: unknown): WeftError {
  return new WeftError('REQUEST_INVALID', message, cause === undefined ? {} : { cause });
}
