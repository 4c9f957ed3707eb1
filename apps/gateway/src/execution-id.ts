import { randomFillSync } from 'node:crypto';

const random = Buffer.alloc(10 * 512);
let used = random.byteLength;

/** A new id: a UUID of version 7 (RFC 9562 §5.7), so that ids sort by the time of acceptance and indexes grow at one end. */
export function newExecutionId(now: number): string {
  if (used + 10 > random.byteLength) {
    randomFillSync(random);
    used = 0;
  }
  const tail = random.subarray(used, used + 10);
  used += 10;
  tail[0] = 0x70 | (tail.readUInt8(0) & 0x0f);
  tail[2] = 0x80 | (tail.readUInt8(2) & 0x3f);
  const hex = now.toString(16).padStart(12, '0') + tail.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
