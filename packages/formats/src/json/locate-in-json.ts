import { positionsIn, type TextPosition } from '../text/text-position.ts';

/** What is looked for below one value. */
interface Wanted {
  pointer?: string;
  readonly members: Map<string, Wanted>;
}

/**
 * Where the values that JSON Pointers (RFC 6901) name begin in a JSON text. Reads the text once, whatever their number;
 * pointers that lead nowhere are left out.
 * @param text must be JSON.
 */
export function locateInJson(text: string, pointers: Iterable<string>): Map<string, TextPosition> {
  const found = new Map<string, TextPosition>();
  const positionAt = positionsIn(text);
  const root = wantedOf(pointers);
  visit(text, afterSpace(text, text.charCodeAt(0) === 0xfeff ? 1 : 0), root, (pointer, offset) => found.set(pointer, positionAt(offset)));
  return found;
}

function wantedOf(pointers: Iterable<string>): Wanted {
  const root: Wanted = { members: new Map() };
  for (const pointer of pointers) {
    let at = root;
    for (const part of pointer.split('/').slice(1)) {
      const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
      let next = at.members.get(name);
      if (next === undefined) {
        next = { members: new Map() };
        at.members.set(name, next);
      }
      at = next;
    }
    at.pointer = pointer;
  }
  return root;
}

/** Returns the offset behind the value that begins at `start`. */
function visit(text: string, start: number, wanted: Wanted, found: (pointer: string, offset: number) => void): number {
  if (wanted.pointer !== undefined) found(wanted.pointer, start);
  const open = text[start];
  if (wanted.members.size === 0 || (open !== '{' && open !== '[')) return afterValue(text, start);
  let at = afterSpace(text, start + 1);
  for (let index = 0; at < text.length && text[at] !== '}' && text[at] !== ']'; index++) {
    let name = String(index);
    if (open === '{') {
      const end = afterString(text, at);
      name = JSON.parse(text.slice(at, end)) as string;
      at = afterSpace(text, afterSpace(text, end) + 1);
    }
    const below = wanted.members.get(name);
    at = afterSpace(text, below === undefined ? afterValue(text, at) : visit(text, at, below, found));
    if (text[at] === ',') at = afterSpace(text, at + 1);
  }
  return at + 1;
}

const scalarEnd = /[\s,\]}]|$/g;

function afterValue(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return afterString(text, start);
  if (first !== '{' && first !== '[') {
    scalarEnd.lastIndex = start;
    return scalarEnd.exec(text)?.index ?? text.length;
  }
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = afterString(text, at) - 1;
    else if (character === '{' || character === '[') depth++;
    else if ((character === '}' || character === ']') && --depth === 0) return at + 1;
  }
  return text.length;
}

/** The offset behind the quote that closes the string opened at `start`. */
function afterString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

const space = /[ \t\r\n]*/y;

function afterSpace(text: string, at: number): number {
  space.lastIndex = at;
  return space.test(text) ? space.lastIndex : at;
}
