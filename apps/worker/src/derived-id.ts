import { createHash } from 'node:crypto';

/**
 * An id that is the same whoever makes it, and how often, of the same names: so does one thing happen once. A UUID in the form
 * of version 7 (RFC 9562 §5.7), so that ids sort by `at`, in milliseconds since 1970.
 */
export function derivedId(at: number, ...names: readonly (string | number)[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(names)).digest().subarray(0, 16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
