/** One field of a line, right behind the one before it. */
export interface FixedField {
  /** `''` for characters that mean nothing: they are skipped, and written as spaces. */
  readonly name: string;
  /** In characters. */
  readonly length: number;
  /** Where the text stands in its field; the other side is filled. */
  readonly align: 'left' | 'right';
  /** One character, taken away when reading. */
  readonly fill: string;
  readonly number: boolean;
}

/** One kind of line. */
export interface FixedRecord {
  /** In the value, the member `record` says which kind a line is; `''` where there is only one. */
  readonly name: string;
  /** The text that stands at the tag's position in lines of this kind; `''` takes what no other kind does. */
  readonly tag: string;
  readonly fields: readonly FixedField[];
}

/** How the lines of a fixed-width file are laid out. */
export interface FixedLayout {
  readonly records: readonly FixedRecord[];
  /** Where the tag begins, from 1. */
  readonly tagPosition: number;
  readonly lineEnd: 'any' | 'lf' | 'crlf' | 'cr' | 'none';
  /** Whether a line may end before its last fields, or go on behind them with spaces. */
  readonly uneven: 'fail' | 'allow';
}

/** In characters, without the line end. */
export function lengthOf({ fields }: FixedRecord): number {
  return fields.reduce((sum, { length }) => sum + length, 0);
}

/** What is wrong with a layout, as a sentence; undefined where it can be used. */
export function fixedLayoutProblem({ records, lineEnd }: FixedLayout): string | undefined {
  if (records.length === 0) return 'There is no record.';
  const [first] = records;
  for (const [index, { name, tag, fields }] of records.entries()) {
    const which = name === '' ? `Record ${index + 1}` : `The record "${name}"`;
    if (fields.length === 0) return `${which} has no fields.`;
    const names = fields.map((field) => field.name).filter((field) => field !== '');
    const double = names.find((field, at) => names.indexOf(field) !== at);
    if (double !== undefined) return `${which} has two fields called "${double}".`;
    if (names.includes('__proto__')) return `${which} has a field that cannot be called "__proto__".`;
    if (records.length > 1 && names.includes('record')) return `${which} has a field called "record", which tells the kind of the line.`;
    if (records.length > 1 && name === '') return `${which} needs a name, as there are several.`;
    if (records.findIndex((other) => other.tag === tag) !== index) return `${which} has the tag of another one.`;
    if (records.findIndex((other) => other.name === name) !== index) return `There are two records called "${name}".`;
  }
  if (lineEnd === 'none' && records.some((record) => first !== undefined && lengthOf(record) !== lengthOf(first)))
    return 'Without line ends all records must have the same length.';
  return undefined;
}
