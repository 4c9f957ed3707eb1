import { createHash } from 'node:crypto';

/**
 * The id of an execution that a step calls: the same for the same call of the same execution, in whichever attempt. A UUID in
 * the form of version 7 (RFC 9562 §5.7), so that ids sort by the time at which the caller was accepted.
 *
 * `key` names the step and the document; `tries` counts the calls of that key that failed before this one.
 */
export function calledId(parent: { readonly executionId: string; readonly acceptedAt: number }, key: string, tries: number): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([parent.executionId, key, tries]))
    .digest()
    .subarray(0, 16);
  bytes.writeUIntBE(parent.acceptedAt, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
