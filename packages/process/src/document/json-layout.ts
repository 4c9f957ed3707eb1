/** A list of plain values stands on one line up to this column. */
const columnsMax = 120;

const marked = new WeakSet<object>();

/** Marks an object to be laid out on one line, whatever its length. */
export function onOneLine<T extends object>(value: T): T {
  marked.add(value);
  return value;
}

/**
 * JSON laid out for people and diffs: members of objects one a line, lists of plain values on one line where they fit, and on
 * one line also whatever is marked by {@link onOneLine}. Members without a value are left out. Two spaces a level.
 */
export function layOut(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (marked.has(value)) return inline(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const line = inline(value);
    if (value.every(isPlain) && deeper.length + line.length <= columnsMax) return line;
    return block(
      '[',
      value.map((item) => layOut(item, deeper)),
      ']',
      indent,
    );
  }
  return block(
    '{',
    members(value).map(([key, member]) => `${JSON.stringify(key)}: ${layOut(member, deeper)}`),
    '}',
    indent,
  );
}

function inline(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  const inside = members(value).map(([key, member]) => `${JSON.stringify(key)}: ${inline(member)}`);
  return inside.length === 0 ? '{}' : `{ ${inside.join(', ')} }`;
}

function block(open: string, lines: readonly string[], close: string, indent: string): string {
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.map((line) => `${indent}  ${line}`).join(',\n')}\n${indent}${close}`;
}

function members(value: object): Array<[string, unknown]> {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}
