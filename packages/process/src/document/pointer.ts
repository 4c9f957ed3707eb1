/** A JSON Pointer (RFC 6901) from its parts: `['steps', 'a/b', 0]` is `/steps/a~1b/0`. */
export function jsonPointer(parts: readonly PropertyKey[]): string {
  return parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
