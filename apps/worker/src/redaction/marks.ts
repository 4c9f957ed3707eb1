/** What stands in the place of a value that is not recorded. */
export const redactedText = '[redacted]';

/** Marks of a process (redaction-mark.ts of @weft/process), sorted by how they are looked for. */
export interface Marks {
  /** From the root, a name each; `*` is any one. */
  readonly paths: ReadonlyArray<readonly string[]>;
  /** At any depth. */
  readonly anywhere: ReadonlySet<string>;
  /** Columns, form fields, properties. */
  readonly names: ReadonlySet<string>;
}

export function readMarks(marks: readonly string[]): Marks {
  const paths = marks.filter((mark) => mark.startsWith('/') && !mark.startsWith('//'));
  return {
    paths: paths.map((mark) => mark.slice(1).split('/').map(unescaped)),
    anywhere: new Set(marks.filter((mark) => mark.startsWith('//')).map((mark) => unescaped(mark.slice(2)))),
    names: new Set(marks.filter((mark) => !mark.startsWith('/'))),
  };
}

/** RFC 6901 §4. */
function unescaped(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}
