/** One thing that is wrong with a document. */
export interface Finding {
  /** From 1; 0 where nobody knows. */
  readonly line: number;
  readonly column: number;
  /** JSON Pointer or XPath of the value or element; `''` for the whole document. */
  readonly path: string;
  readonly message: string;
}

/** What came of checking one document. Plain data: it crosses threads. */
export interface Report {
  /** The first ones, at most as many as were asked for. */
  readonly findings: readonly Finding[];
  /** All of them. */
  readonly count: number;
}

/** A schema that cannot be used; its text is a sentence for the author of the process. */
export class SchemaFault extends Error {}

/** Where nobody knows the place. */
export const nowhere = { line: 0, column: 0 } as const;

/** Longer messages quote values of the document at length. */
const messageLengthMax = 500;

export function finding(place: { line: number; column: number }, path: string, message: string): Finding {
  const text = message.length > messageLengthMax ? `${message.slice(0, messageLengthMax - 1)}…` : message;
  return { line: place.line, column: place.column, path, message: text };
}

/** For a document that cannot even be read. */
export function unreadable(place: { line: number; column: number }, message: string): Report {
  return { findings: [finding(place, '', message)], count: 1 };
}

/** A finding as a sentence. */
export function inWords({ line, column, path, message }: Finding): string {
  const where = [path, line === 0 ? '' : `line ${line}, column ${column}`].filter((part) => part !== '').join(', ');
  return where === '' ? message : `${where}: ${message}`;
}
