import type { Pattern } from 'acorn';
import { failed } from '../values/failed.ts';
import type { Frame } from '../values/frame.ts';
import { isForbidden, keyOf, readMember } from '../values/member.ts';
import { type Compiling, findLocal } from './context.ts';
import { iterated } from './literals.ts';
import { OutsideSubset } from './outside.ts';

type Write = (frame: Frame, value: unknown) => void;

/** The names that a parameter brings, in the order of their slots. */
export function namesIn(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'RestElement':
      return namesIn(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : namesIn(element)));
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => namesIn(property.type === 'RestElement' ? property.argument : property.value));
    default:
      throw new OutsideSubset(pattern, 'this parameter is not in the safe subset');
  }
}

/** Puts a value into the slots of a parameter, taking it apart where the parameter is a pattern. */
export function compilePattern(pattern: Pattern, c: Compiling): Write {
  switch (pattern.type) {
    case 'Identifier':
      return toSlot(findLocal(c, pattern.name)?.index ?? 0);
    case 'AssignmentPattern': {
      const write = compilePattern(pattern.left, c);
      const fallback = c.compile(pattern.right);
      return (frame, value) => write(frame, value === undefined ? fallback(frame) : value);
    }
    case 'ArrayPattern':
      return listPattern(pattern, c);
    case 'ObjectPattern':
      return objectPattern(pattern, c);
    default:
      throw new OutsideSubset(pattern, 'this parameter is not in the safe subset');
  }
}

function toSlot(index: number): Write {
  return (frame, value) => {
    frame.slots[index] = value;
  };
}

function listPattern(pattern: Extract<Pattern, { type: 'ArrayPattern' }>, c: Compiling): Write {
  const writes = pattern.elements.map((element) => {
    if (element === null) return undefined;
    return element.type === 'RestElement'
      ? { rest: true, write: compilePattern(element.argument, c) }
      : { rest: false, write: compilePattern(element, c) };
  });
  return (frame, value) => {
    const items = Array.isArray(value) ? value : iterated(value, frame);
    for (const [at, part] of writes.entries()) {
      if (part?.rest) frame.budget.grow(items.length);
      part?.write(frame, part.rest ? items.slice(at) : items[at]);
    }
  };
}

function objectPattern(pattern: Extract<Pattern, { type: 'ObjectPattern' }>, c: Compiling): Write {
  const writes = pattern.properties.map((property) => {
    if (property.type === 'RestElement') throw new OutsideSubset(property, 'a rest of members is not in the safe subset');
    const write = compilePattern(property.value, c);
    const key = property.computed
      ? c.compile(property.key)
      : constantKey(property.key.type === 'Identifier' ? property.key.name : String((property.key as { value?: unknown }).value), property);
    return { key, write };
  });
  return (frame, value) => {
    if (value === null || value === undefined) throw failed(`${value} cannot be taken apart`);
    for (const { key, write } of writes) write(frame, readMember(value, keyOf(key(frame), frame.budget)));
  };
}

function constantKey(name: string, node: Pattern | import('acorn').Node): () => string {
  if (isForbidden(name)) throw new OutsideSubset(node, `"${name}" is not in the safe subset`);
  return () => name;
}
