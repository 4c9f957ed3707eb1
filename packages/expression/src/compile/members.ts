import type { Expression, MemberExpression } from 'acorn';
import { namespaces } from '../globals/globals.ts';
import type { Run } from '../values/frame.ts';
import { isForbidden, keyOf, readMember, stopped } from '../values/member.ts';
import { type Compiling, findLocal } from './context.ts';
import { compileName } from './names.ts';
import { OutsideSubset } from './outside.ts';

export function compileMember(node: MemberExpression, c: Compiling): Run {
  const constant = compileNamespaceMember(node, c);
  if (constant !== undefined) return constant;
  noteReference(node, c);
  const object = compileObjectOf(node, c);
  if (node.computed) return computedMember(object, c.compile(node.property), node.optional);
  const name = nameOf(node);
  if (isForbidden(name)) throw new OutsideSubset(node, `".${name}" is not in the safe subset`);
  return namedMember(object, name, node.optional);
}

/** `Math.PI`, and `Math.max` as a value. */
function compileNamespaceMember(node: MemberExpression, c: Compiling): Run | undefined {
  const namespace = namespaceOf(node, c);
  if (namespace === undefined) return undefined;
  const member = namespace.members.get(nameOf(node));
  if (member === undefined) throw new OutsideSubset(node, `"${namespace.name}.${nameOf(node)}" is not in the safe subset`);
  if (typeof member !== 'function') return () => member;
  return (frame) =>
    (...args: unknown[]) =>
      member(args, frame);
}

/** The namespace that a member expression such as `Math.max` speaks of. */
export function namespaceOf(node: MemberExpression, c: Compiling) {
  if (node.object.type !== 'Identifier' || node.computed || findLocal(c, node.object.name) !== undefined) return undefined;
  const members = namespaces.get(node.object.name);
  return members === undefined ? undefined : { name: node.object.name, members };
}

/** What stands before the dot; in an optional chain a name nobody knows is `undefined`. */
export function compileObjectOf(node: MemberExpression, c: Compiling): Run {
  if (node.object.type === 'Super') throw new OutsideSubset(node, '"super" is not in the safe subset');
  return node.object.type === 'Identifier' && node.optional ? compileName(node.object, c, true) : c.compile(node.object);
}

export function nameOf(node: MemberExpression): string {
  if (node.property.type === 'Identifier') return node.property.name;
  throw new OutsideSubset(node, 'a private name is not in the safe subset');
}

function namedMember(object: Run, name: string, optional: boolean): Run {
  // A name that Object.prototype does not have can be read directly: an own property or undefined, one look-up less.
  const direct = !(name in Object.prototype);
  return (frame) => {
    const value = object(frame);
    if (direct && typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      return (value as Record<string, unknown>)[name];
    }
    if (optional && (value === null || value === undefined)) return stopped;
    return readMember(value, name);
  };
}

function computedMember(object: Run, property: Run, optional: boolean): Run {
  return (frame) => {
    const value = object(frame);
    if (value === stopped || (optional && (value === null || value === undefined))) return stopped;
    return readMember(value, keyOf(property(frame), frame.budget));
  };
}

function noteReference(node: MemberExpression, c: Compiling): void {
  const path = pathOf(node, c);
  if (path !== undefined) c.references.add(path);
}

function pathOf(node: Expression | MemberExpression['object'], c: Compiling): string | undefined {
  if (node.type === 'Identifier') return findLocal(c, node.name) === undefined ? node.name : undefined;
  if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier' || node.computed) return undefined;
  const before = pathOf(node.object, c);
  return before === undefined ? undefined : `${before}.${node.property.name}`;
}
