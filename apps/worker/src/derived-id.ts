import { createHash } from 'node:crypto';

/**
 * The id of something that an execution makes: the same in every attempt that makes it, told apart by `names`. A UUID in the
 * form of version 7 (RFC 9562 §5.7), so that ids sort by the time at which the execution was accepted.
 */
export function derivedId(
  execution: { readonly executionId: string; readonly acceptedAt: number },
  ...names: readonly (string | number)[]
): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([execution.executionId, ...names]))
    .digest()
    .subarray(0, 16);
  bytes.writeUIntBE(execution.acceptedAt, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
