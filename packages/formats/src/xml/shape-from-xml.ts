import { numberOrText } from '../records/cell-value.ts';

/** How the value of an XML document is made easier to use. */
export interface XmlShape {
  /** Elements that are always a list, by name or by path from the root (`order/line`); else one alone is none. */
  readonly lists: readonly string[];
  /** Takes prefixes away, and the attributes that declare them. */
  readonly dropNamespaces: boolean;
  /** What is written like a JSON number becomes one, its digits kept. */
  readonly numbers: boolean;
}

/** The value of an XML document by other rules than those of `parseXml`. */
export function shapeFromXml(value: unknown, shape: XmlShape): unknown {
  const lists = new Set(shape.lists);
  const shaped = (member: unknown, path: string): unknown => {
    if (typeof member === 'string') return shape.numbers ? numberOrText(member) : member;
    if (Array.isArray(member)) return member.map((item) => shaped(item, path));
    if (typeof member !== 'object' || member === null) return member;
    const made = new Map<string, unknown>();
    for (const [key, below] of Object.entries(member)) {
      if (shape.dropNamespaces && /^@xmlns(?:$|:)/.test(key)) continue;
      const name = shape.dropNamespaces ? localName(key) : key;
      const at = path === '' ? name : `${path}/${name}`;
      const child = shaped(below, at);
      const isList = lists.has(name) || lists.has(at);
      made.set(name, joined(made.get(name), isList && !Array.isArray(child) ? [child] : child));
    }
    return Object.fromEntries(made);
  };
  return shaped(value, '');
}

function localName(key: string): string {
  const mark = key.startsWith('@') ? '@' : '';
  return mark + key.slice(key.indexOf(':') + 1 || mark.length);
}

/** Two names may become one when their prefixes go. */
function joined(before: unknown, child: unknown): unknown {
  if (before === undefined) return child;
  return [before, child].flat();
}
