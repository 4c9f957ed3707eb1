import { promisify } from 'node:util';
import { deflateRaw, deflateRawSync, inflateRaw } from 'node:zlib';
import type { ExecutionTrace } from '@weft/process';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Up to here compressing takes less time than handing it to another thread. */
const inlineBytesMax = 64 * 1024;

/** A trace as one column: its JSON, deflated (RFC 1951) at the fastest level. */
export async function packTrace(trace: ExecutionTrace): Promise<Buffer> {
  const json = Buffer.from(JSON.stringify(trace));
  return json.length <= inlineBytesMax ? deflateRawSync(json, { level: 1 }) : deflate(json, { level: 1 });
}

export async function unpackTrace(packed: Buffer): Promise<ExecutionTrace> {
  return JSON.parse((await inflate(packed)).toString('utf8'));
}
