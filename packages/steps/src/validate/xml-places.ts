import { positionsIn, type TextPosition } from '@weft/formats';
import { SaxesParser } from 'saxes';

/** Where an element stands, and a path to it by the names it has in the text. */
export interface ElementPlace extends TextPosition {
  readonly path: string;
}

interface Element {
  /** As the XPaths of libxml2 name it: by prefix, or `*` where it has a namespace without one. */
  readonly test: string;
  readonly name: string;
  readonly offset: number;
  readonly children: Element[];
}

/**
 * Finds elements by the XPath that libxml2 gives them (`/orders/*[2]/o:line`). Its lines end at 65,535 and it knows no
 * columns, so a second reader looks, and only once something is wrong.
 * @param text must be well-formed.
 */
export function locateElements(text: string, xpaths: ReadonlySet<string>): Map<string, ElementPlace> {
  const places = new Map<string, ElementPlace>();
  const positionAt = positionsIn(text);
  const visit = (parent: Element, xpath: string, path: string): void => {
    for (const child of parent.children) {
      const at = `${xpath}/${child.test}${numberAmong(parent.children, child, 'test')}`;
      const named = `${path}/${child.name}${numberAmong(parent.children, child, 'name')}`;
      if (xpaths.has(at)) places.set(at, { ...positionAt(child.offset), path: named });
      if (leadsTo(at, xpaths)) visit(child, at, named);
    }
  };
  visit(treeOf(text), '', '');
  return places;
}

function leadsTo(at: string, xpaths: ReadonlySet<string>): boolean {
  for (const xpath of xpaths) if (xpath.startsWith(`${at}/`)) return true;
  return false;
}

/** `[n]` where several siblings would be named alike. */
function numberAmong(siblings: readonly Element[], element: Element, by: 'test' | 'name'): string {
  const alike = by === 'test' && element.test === '*' ? siblings : siblings.filter((sibling) => sibling[by] === element[by]);
  return alike.length > 1 ? `[${alike.indexOf(element) + 1}]` : '';
}

function treeOf(text: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const root: Element = { test: '', name: '', offset: 0, children: [] };
  const open = [root];
  let offset = 0;
  parser.on('opentagstart', (tag) => {
    // The reader stands behind the character that ended the name.
    offset = parser.position - tag.name.length - 2;
  });
  parser.on('opentag', (tag) => {
    const test = tag.prefix === '' && tag.uri !== '' ? '*' : tag.name;
    const element: Element = { test, name: tag.name, offset, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  return root;
}

/** Nothing but these may stand before a document type declaration (XML 1.0 §2.8). */
const beforeDocumentType = /(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/y;

/** Where a document type declaration begins; undefined where there is none. */
export function documentTypeAt(text: string): TextPosition | undefined {
  beforeDocumentType.lastIndex = 0;
  beforeDocumentType.test(text);
  const at = beforeDocumentType.lastIndex;
  return text.startsWith('<!DOCTYPE', at) ? positionsIn(text)(at) : undefined;
}
