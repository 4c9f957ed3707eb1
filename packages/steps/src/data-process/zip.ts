import { promisify } from 'node:util';
import { crc32, deflateRaw, inflateRaw } from 'node:zlib';
import { WeftError } from '@weft/errors';
import { detectContentType } from '@weft/formats';
import { type Content, type Operate, type OperateOnMany, tooLarge } from './content.ts';
import { matcherOf } from './wildcard.ts';

const deflateLater = promisify(deflateRaw);
const inflateLater = promisify(inflateRaw);

/** Sizes of records of the format (PKWARE APPNOTE 4.3). */
const localHeaderSize = 30;
const centralHeaderSize = 46;
const endRecordSize = 22;
const commentSizeMax = 0xffff;
/** A list of more names than this is no pack of files but an attack on the memory. */
const entriesMax = 10_000;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly at: number;
}

/** One file packed as a zip file. */
export function zip(name: string): Operate {
  return async ({ bytes }, bytesMax) => {
    const packed = await deflateLater(bytes);
    const archive = archiveOf(Buffer.from(name), bytes, packed);
    if (archive.byteLength > bytesMax) throw tooLarge('Packing', bytesMax);
    return { bytes: archive, contentType: 'application/zip' };
  };
}

/** The files in a zip file whose names fit, in its order. Stops as soon as it has made more than allowed, all together. */
export function unzip(names: string): OperateOnMany {
  const fits = matcherOf(names);
  return async ({ bytes }, bytesMax) => {
    const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const files: Content[] = [];
    let left = bytesMax;
    for (const entry of entriesOf(archive)) {
      const fileName = entry.name.split('/').at(-1) ?? '';
      // The name of a folder ends in a slash.
      if (fileName === '' || !fits(fileName)) continue;
      const content = await unpacked(archive, entry, left, bytesMax);
      left -= content.byteLength;
      files.push({ bytes: content, contentType: detectContentType(content), properties: { file_name: fileName, zip_entry: entry.name } });
    }
    return files;
  };
}

function archiveOf(name: Buffer, bytes: Uint8Array, packed: Uint8Array): Buffer {
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(20, 0);
  // The name is UTF-8.
  shared.writeUInt16LE(0x0800, 2);
  shared.writeUInt16LE(8, 4);
  // No date: 1980-01-01, so that the same file is always packed the same.
  shared.writeUInt16LE(0x21, 8);
  shared.writeUInt32LE(crc32(bytes), 10);
  shared.writeUInt32LE(packed.byteLength, 14);
  shared.writeUInt32LE(bytes.byteLength, 18);
  shared.writeUInt16LE(name.byteLength, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, name]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), shared, Buffer.alloc(14), name]);
  const end = Buffer.alloc(endRecordSize);
  end.write('PK\x05\x06');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.byteLength, 12);
  end.writeUInt32LE(local.byteLength + packed.byteLength, 16);
  return Buffer.concat([local, packed, central, end]);
}

/** What the list at the end of the file names: what else lies in it is no part of it. */
function entriesOf(archive: Buffer): Entry[] {
  const end = endRecord(archive);
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) throw notZip('it is in the Zip64 format, which is for files of more than 4 GB');
  if (count > entriesMax) throw notZip(`it has more than ${entriesMax} files`);
  const entries: Entry[] = [];
  for (let number = 0; number < count; number++) {
    if (at + centralHeaderSize > archive.byteLength || archive.readUInt32LE(at) !== 0x02014b50)
      throw notZip('its list of files is damaged');
    const nameSize = archive.readUInt16LE(at + 28);
    const flags = archive.readUInt16LE(at + 8);
    const name = nameOf(archive.subarray(at + centralHeaderSize, at + centralHeaderSize + nameSize), flags);
    if (flags & 1) throw notZip(`"${name}" in it is encrypted`);
    entries.push({
      name,
      method: archive.readUInt16LE(at + 10),
      crc: archive.readUInt32LE(at + 16),
      packedSize: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
      at: archive.readUInt32LE(at + 42),
    });
    at += centralHeaderSize + nameSize + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

function endRecord(archive: Buffer): number {
  const first = Math.max(0, archive.byteLength - endRecordSize - commentSizeMax);
  for (let at = archive.byteLength - endRecordSize; at >= first; at--) if (archive.readUInt32LE(at) === 0x06054b50) return at;
  throw notZip('it is none, or it is cut off');
}

/** Names that are not marked as UTF-8 mostly are all the same; else they are of old systems. */
function nameOf(bytes: Buffer, flags: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\\', '/');
  } catch {
    return flags & 0x0800 ? bytes.toString() : bytes.toString('latin1');
  }
}

async function unpacked(
  archive: Buffer,
  { name, method, crc, packedSize, size, at }: Entry,
  left: number,
  bytesMax: number,
): Promise<Uint8Array> {
  if (size > left) throw tooLarge('Unpacking', bytesMax);
  if (at + localHeaderSize > archive.byteLength || archive.readUInt32LE(at) !== 0x04034b50) throw notZip(`"${name}" in it is damaged`);
  const from = at + localHeaderSize + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28);
  const packed = archive.subarray(from, from + packedSize);
  if (method !== 0 && method !== 8) throw notZip(`"${name}" in it is packed in a way that is not known (method ${method})`);
  const content = method === 0 ? packed : await inflated(packed, name, left, bytesMax);
  if (content.byteLength !== size || crc32(content) !== crc) throw notZip(`"${name}" in it is damaged`);
  return content;
}

/** What a file says about its own size need not be true. */
async function inflated(packed: Uint8Array, name: string, left: number, bytesMax: number): Promise<Uint8Array> {
  try {
    return await inflateLater(packed, { maxOutputLength: Math.max(left, 1) });
  } catch (cause) {
    throw (cause as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
      ? tooLarge('Unpacking', bytesMax)
      : notZip(`"${name}" in it is damaged`, cause);
  }
}

function notZip(why: string, cause?: unknown): WeftError {
  return new WeftError('BODY_NOT_PARSABLE', `The body cannot be read as a zip file: ${why}.`, { cause });
}
