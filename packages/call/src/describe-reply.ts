import type { StartedExecution } from './internal-api.ts';
import type { WireReply } from './reply.ts';

/** What is longer is cut off: replies are described to people and to programs that only look at them. */
const bytesMax = 5 * 1024 * 1024;

/** A reply as JSON can hold it. Reads its body. */
export async function describeReply({ status, headers, contentType, body }: WireReply): Promise<NonNullable<StartedExecution['reply']>> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body instanceof Uint8Array ? [body] : body) {
    parts.push(part);
    bytes += part.byteLength;
    if (bytes > bytesMax) break;
  }
  const base64 = Buffer.concat(parts).subarray(0, bytesMax).toString('base64');
  return { status, headers: { ...headers }, contentType, base64, truncated: bytes > bytesMax };
}
