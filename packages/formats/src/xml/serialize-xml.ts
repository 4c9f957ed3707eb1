import { WeftError } from '@weft/errors';
import { lastCodeOf } from '../text/charset.ts';
import { textOf } from '../text/text-of.ts';
import { escapeAttribute, escapeText } from './escape.ts';
import { isXmlName, type Prefixes, prefixesOf, refuseUndeclared } from './names.ts';
import { xmlDepthMax } from './parse-xml.ts';

export interface XmlOptions {
  /** Named in the declaration; characters it does not have are written as character references. UTF-8 by default. */
  readonly charset?: string | undefined;
  /** Spaces per level; 0 (the default) writes no white space of its own. */
  readonly indent?: number;
  /** Whether to begin with `<?xml …?>`. True by default. */
  readonly declaration?: boolean;
}

interface Writing {
  readonly out: string[];
  readonly lastCode: number;
  readonly indent: number;
}

/**
 * A value as an XML document, by the convention in this package's README: `null` is an empty element, `undefined` is
 * left out, an empty list writes nothing.
 * @throws WeftError `BODY_NOT_SERIALIZABLE` without exactly one root, for names that are not XML names, prefixes that are
 * not declared, characters that XML does not have, lists of lists, and values nested too deeply.
 */
export function serializeXml(value: unknown, options: XmlOptions = {}): string {
  const charset = options.charset ?? 'utf-8';
  const writing: Writing = { out: [], lastCode: lastCodeOf(charset) ?? 0x10ffff, indent: options.indent ?? 0 };
  const [name, root] = rootOf(value);
  if (options.declaration ?? true) {
    writing.out.push(`<?xml version="1.0" encoding="${charset.toUpperCase()}"?>${writing.indent > 0 ? '\n' : ''}`);
  }
  writeElement(writing, name, root, { xml: true }, 0);
  return writing.out.join('');
}

function rootOf(value: unknown): [string, unknown] {
  const advice = 'An XML document needs exactly one root element: an object with one member, as in { "orders": … }';
  if (!isMembers(value)) throw notWritable(`${advice}. The value is ${Array.isArray(value) ? 'a list' : 'not an object'}`);
  const roots = Object.entries(value).filter(([, root]) => root !== undefined);
  const [first] = roots;
  if (roots.length !== 1 || first === undefined) {
    const names = roots.map(([name]) => `"${name}"`).slice(0, 5);
    throw notWritable(`${advice}. The value has ${roots.length === 0 ? 'none' : `${roots.length}: ${names.join(', ')}`}`);
  }
  const [name, root] = first;
  if (!Array.isArray(root)) return [name, root];
  if (root.length !== 1) throw notWritable(`${advice}. "${name}" is a list of ${root.length}`);
  return [name, root[0]];
}

/** `indent` spaces are only ever added where the element has no text of its own. */
function writeElement(writing: Writing, name: string, value: unknown, outer: Prefixes, depth: number): void {
  if (!isXmlName(name)) throw notWritable(`${JSON.stringify(name)} is not a name that an XML element can have`);
  if (depth >= xmlDepthMax) throw notWritable(`It is nested deeper than ${xmlDepthMax} levels`);
  if (Array.isArray(value)) throw notWritable(`"${name}" is a list inside a list`);
  if (!isMembers(value)) {
    refuse(refuseUndeclared(name, outer));
    writing.out.push(
      value === null || value === undefined || value === ''
        ? `<${name}/>`
        : `<${name}>${escapeText(textOf(value), writing.lastCode)}</${name}>`,
    );
    return;
  }
  const prefixes = prefixesOf(value, outer);
  refuse(refuseUndeclared(name, prefixes));
  writing.out.push(`<${name}`);
  const children = writeAttributes(writing, value, prefixes);
  const text = value['#text'];
  if (children.length === 0 && (text === undefined || text === null || text === '')) {
    writing.out.push('/>');
    return;
  }
  writing.out.push('>');
  if (text !== undefined && text !== null) writing.out.push(escapeText(plainText('#text', text), writing.lastCode));
  writeChildren(writing, children, prefixes, depth, text === undefined || text === null);
  writing.out.push(`</${name}>`);
}

/** Writes the attributes and gives back the members that are child elements. */
function writeAttributes(writing: Writing, value: Members, prefixes: Prefixes): [string, unknown][] {
  const children: [string, unknown][] = [];
  for (const entry of Object.entries(value)) {
    const [key, member] = entry;
    if (key.startsWith('@')) {
      const name = key.slice(1);
      if (member === undefined || member === null) continue;
      if (!isXmlName(name)) throw notWritable(`${JSON.stringify(name)} is not a name that an XML attribute can have`);
      refuse(refuseUndeclared(name, prefixes));
      writing.out.push(` ${name}="${escapeAttribute(plainText(key, member), writing.lastCode)}"`);
    } else if (key !== '#text') children.push(entry);
  }
  return children;
}

function writeChildren(writing: Writing, children: [string, unknown][], prefixes: Prefixes, depth: number, mayIndent: boolean): void {
  const indents = mayIndent && writing.indent > 0;
  const lineBreak = (levels: number) => `\n${' '.repeat(writing.indent * levels)}`;
  let written = 0;
  for (const [name, member] of children) {
    for (const item of Array.isArray(member) ? member : [member]) {
      if (item === undefined) continue;
      if (indents) writing.out.push(lineBreak(depth + 1));
      writeElement(writing, name, item, prefixes, depth + 1);
      written++;
    }
  }
  if (indents && written > 0) writing.out.push(lineBreak(depth));
}

type Members = Readonly<Record<string, unknown>>;

/** Objects are elements with members; what says itself how it is written (dates, exact numbers) is plain text. */
function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('toJSON' in value && typeof value.toJSON === 'function');
}

function plainText(key: string, value: unknown): string {
  if (Array.isArray(value) || isMembers(value)) throw notWritable(`"${key}" must be a plain value, not a list or an object`);
  return textOf(value);
}

function refuse(why: string | undefined): void {
  if (why !== undefined) throw notWritable(why);
}

function notWritable(why: string): WeftError {
  return new WeftError('BODY_NOT_SERIALIZABLE', `The value cannot be written as XML. ${why}.`);
}
