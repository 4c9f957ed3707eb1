import { randomUUID } from 'node:crypto';
import { close, closeSync, open, read, unlinkSync, write } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Body, type ByteSource, type ByteStream } from '@weft/document';

/** Up to here a body is kept in memory. In bytes. */
const inMemoryBytesMax = 1024 * 1024;
const openFile = promisify(open);
const readPart = promisify(read);
const writePart = promisify(write);

/** Closing the descriptor of a file without a name removes it; a document that nobody holds any more lets go of it. */
const forgotten = new FinalizationRegistry<number>((descriptor) => close(descriptor, () => {}));

/**
 * Reads a stream to its end and makes it a body, which then depends on nobody: a large one waits in a file of this machine
 * that has no name, and is gone with the document or with the process.
 */
export async function localCopy(bytes: ByteStream, contentType: string): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let descriptor: number | undefined;
  try {
    for await (const chunk of bytes) {
      size += chunk.byteLength;
      if (descriptor === undefined && size <= inMemoryBytesMax) {
        chunks.push(chunk);
        continue;
      }
      descriptor ??= await unnamedFile();
      for (const held of [...chunks.splice(0), chunk]) await writeWhole(descriptor, held);
    }
  } catch (thrown) {
    if (descriptor !== undefined) closeSync(descriptor);
    throw thrown;
  }
  if (descriptor === undefined) return Body.fromBytes(Buffer.concat(chunks, size), contentType);
  return Body.fromSource(unnamedSource(descriptor, size), contentType);
}

async function unnamedFile(): Promise<number> {
  const path = join(tmpdir(), `weft-${randomUUID()}`);
  const descriptor = await openFile(path, 'wx+', 0o600);
  unlinkSync(path);
  return descriptor;
}

async function writeWhole(descriptor: number, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.byteLength; ) at += (await writePart(descriptor, chunk, at, chunk.byteLength - at, null)).bytesWritten;
}

function unnamedSource(descriptor: number, size: number): ByteSource {
  const source: ByteSource = {
    size,
    async *open() {
      for (let at = 0; at < size; ) {
        const part = Buffer.allocUnsafe(Math.min(65_536, size - at));
        const { bytesRead } = await readPart(descriptor, part, 0, part.byteLength, at);
        if (bytesRead === 0) throw new Error('The copy of the file has become shorter.');
        at += bytesRead;
        yield part.subarray(0, bytesRead);
        // Whoever reads holds the source: it must not be let go of in between.
        if (source.size !== size) return;
      }
    },
  };
  forgotten.register(source, descriptor);
  return source;
}
