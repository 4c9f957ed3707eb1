/** The keys of the blobs that a stored JSON names: wherever a wire document is in it. */
export function blobKeysIn(content: unknown): string[] {
  if (typeof content !== 'object' || content === null) return [];
  if (Array.isArray(content)) return content.flatMap(blobKeysIn);
  return Object.entries(content).flatMap(([name, value]) => {
    if (name === 'blob' && typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string')
      return [value.key];
    return blobKeysIn(value);
  });
}

/** SQL: the column where it may name a blob, NULL otherwise. Most do not, and need not be sent. */
export function mayNameBlob(column: string): string {
  return `CASE WHEN strpos(${column}::text, '"blob"') > 0 THEN ${column} END`;
}
