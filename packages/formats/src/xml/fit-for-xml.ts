import { isXmlName } from './names.ts';

/** The name of elements for the items of a list inside a list, and of a list that has no name. */
export interface XmlNames {
  readonly root: string;
  readonly item: string;
}

/**
 * A value that was not made for XML as one that `serializeXml` can write: names get `_` for what XML names cannot have,
 * lists without a name of their own become elements called `item`, and all has one root. A root that is there already,
 * an object with one member, stays unless `root` is given.
 */
export function fitForXml(value: unknown, names: XmlNames): unknown {
  const fitted = fit(value, names.item);
  if (isMembers(fitted)) {
    const [only, ...more] = Object.values(fitted);
    if (names.root === '' && more.length === 0 && only !== undefined && !Array.isArray(only)) return fitted;
  }
  return { [names.root === '' ? 'root' : names.root]: fitted };
}

/** The value below an element; a list becomes the elements `item`. */
function fit(value: unknown, item: string): unknown {
  if (Array.isArray(value)) return { [item]: value.map((one) => fit(one, item)) };
  if (!isMembers(value)) return value;
  const made = new Map<string, unknown>();
  for (const [key, member] of Object.entries(value)) {
    made.set(xmlName(key), Array.isArray(member) ? member.map((one) => fit(one, item)) : fit(member, item));
  }
  return Object.fromEntries(made);
}

/** `Order No.` becomes `Order_No.`, `2nd` becomes `_2nd`; names that XML can have stay. */
function xmlName(key: string): string {
  if (key === '#text') return key;
  const mark = key.startsWith('@') ? '@' : '';
  const name = key.slice(mark.length);
  if (isXmlName(name)) return key;
  const mended = name.replace(/[^\p{L}\p{N}_.-]/gu, '_');
  return mark + (isXmlName(mended) ? mended : `_${mended}`);
}

/** Dates and exact numbers say themselves how they are written. */
function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('toJSON' in value && typeof value.toJSON === 'function');
}
