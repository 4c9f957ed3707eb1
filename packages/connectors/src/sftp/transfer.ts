import type { ByteStream } from '@weft/document';
import type { SFTPWrapper } from 'ssh2';
import type { Ask } from './ask.ts';
import { status, statusOf } from './failure.ts';

/** What every server takes in one packet (draft-ietf-secsh-filexfer-02 §3), in bytes. */
const partBytes = 32_768;
/** How many parts are on their way at once: one at a time would cost a round trip each. */
const partsAhead = 16;

/** Reads an open file to the end that the server tells of. Asks for little at first, as most files are small. */
export async function* readHandle(sftp: SFTPWrapper, handle: Buffer, ask: Ask): ByteStream {
  const asked: Promise<Buffer>[] = [];
  let askedTo = 0;
  let givenTo = 0;
  for (let ahead = 2; ; ahead = Math.min(ahead * 2, partsAhead)) {
    while (asked.length < ahead) {
      const part = readPart(sftp, { handle, at: askedTo, length: partBytes }, ask);
      // Whether it failed is told when its turn comes.
      part.catch(() => {});
      asked.push(part);
      askedTo += partBytes;
    }
    let part = (await asked.shift()) ?? Buffer.alloc(0);
    // A server may give less than was asked for; only nothing at all is the end.
    while (part.length < partBytes) {
      const more = await readPart(sftp, { handle, at: givenTo + part.length, length: partBytes - part.length }, ask);
      if (more.length === 0) break;
      part = Buffer.concat([part, more]);
    }
    if (part.length > 0) yield part;
    if (part.length < partBytes) return;
    givenTo += part.length;
  }
}

interface Part {
  readonly handle: Buffer;
  readonly at: number;
  readonly length: number;
}

async function readPart(sftp: SFTPWrapper, { handle, at, length }: Part, ask: Ask): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  try {
    const read = await ask<number>((done) => sftp.read(handle, buffer, 0, length, at, (error, bytesRead) => done(error, bytesRead)));
    return buffer.subarray(0, read);
  } catch (thrown) {
    if (statusOf(thrown) === status.endOfFile) return buffer.subarray(0, 0);
    throw thrown;
  }
}

interface Writing {
  readonly handle: Buffer;
  readonly bytes: ByteStream;
  /** Where in the file the first byte goes. */
  readonly start: number;
  readonly ask: Ask;
}

/** Writes a stream into an open file; resolves when the server has confirmed each part. */
export async function writeHandle(sftp: SFTPWrapper, { handle, bytes, start, ask }: Writing): Promise<void> {
  const unconfirmed: Promise<void>[] = [];
  let at = start;
  for await (const chunk of bytes) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let from = 0; from < buffer.length; from += partBytes) {
      const length = Math.min(partBytes, buffer.length - from);
      const position = at;
      const part = ask<void>((done) => sftp.write(handle, buffer, from, length, position, (error) => done(error, undefined)));
      part.catch(() => {});
      unconfirmed.push(part);
      at += length;
      if (unconfirmed.length >= partsAhead) await unconfirmed.shift();
    }
  }
  await Promise.all(unconfirmed);
}
