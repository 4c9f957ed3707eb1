import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { WeftError } from '@weft/errors';
import { detectContentType } from '@weft/formats';
import { type Operate, tooLarge } from './content.ts';

const gzipLater = promisify(gzip);
const gunzipLater = promisify(gunzip);

/** RFC 1952. Done beside the event loop. */
export function compress(): Operate {
  return async ({ bytes }, bytesMax) => {
    const compressed = await gzipLater(bytes);
    if (compressed.byteLength > bytesMax) throw tooLarge('Compressing', bytesMax);
    return { bytes: compressed, contentType: 'application/gzip' };
  };
}

/** RFC 1952, several members included. Stops as soon as it has made more than allowed. */
export function decompress(): Operate {
  return async ({ bytes }, bytesMax) => {
    // Without a byte in it, Node takes nothing for an empty file.
    if (bytes.byteLength === 0) throw notGzip();
    let decompressed: Uint8Array;
    try {
      decompressed = await gunzipLater(bytes, { maxOutputLength: bytesMax });
    } catch (cause) {
      throw (cause as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge('Decompressing', bytesMax) : notGzip(cause);
    }
    return { bytes: decompressed, contentType: detectContentType(decompressed) };
  };
}

function notGzip(cause?: unknown): WeftError {
  return new WeftError('BODY_NOT_PARSABLE', 'The body is no gzip file, or it is cut off or damaged.', { cause });
}
