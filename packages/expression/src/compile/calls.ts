import type { CallExpression, MemberExpression, NewExpression } from 'acorn';
import { functions } from '../globals/globals.ts';
import { makeDate } from '../methods/date-methods.ts';
import { findMethod } from '../methods/methods.ts';
import { failed } from '../values/failed.ts';
import type { Frame, Lambda, Run } from '../values/frame.ts';
import { kindOf } from '../values/kind.ts';
import { stopped } from '../values/member.ts';
import { type Compiling, findLocal } from './context.ts';
import { compileList } from './literals.ts';
import { compileObjectOf, nameOf, namespaceOf } from './members.ts';
import { OutsideSubset } from './outside.ts';

export function compileCall(node: CallExpression, c: Compiling): Run {
  const { callee } = node;
  if (callee.type === 'Super') throw new OutsideSubset(node, '"super" is not in the safe subset');
  if (callee.type === 'MemberExpression') return compileMethodCall(node, callee, c);
  const args = compileList(node.arguments, c);
  if (callee.type === 'Identifier' && findLocal(c, callee.name) === undefined) {
    const known = functions.get(callee.name);
    if (known === undefined) throw new OutsideSubset(callee, `"${callee.name}" is not a function that expressions have`);
    return (frame) => known(args(frame), frame);
  }
  const lambda = c.compile(callee);
  return (frame) => {
    const value = lambda(frame);
    if (value === stopped || (node.optional && (value === null || value === undefined))) return stopped;
    if (typeof value !== 'function') throw failed(`${kindOf(value)} cannot be called`);
    frame.budget.enter();
    const result = (value as Lambda)(...args(frame));
    frame.budget.leave();
    return result;
  };
}

function compileMethodCall(node: CallExpression, callee: MemberExpression, c: Compiling): Run {
  if (callee.computed) throw new OutsideSubset(callee, 'a method chosen at run time is not in the safe subset');
  const name = nameOf(callee);
  const args = compileList(node.arguments, c);
  const namespace = namespaceOf(callee, c);
  if (namespace !== undefined) {
    const member = namespace.members.get(name);
    if (typeof member !== 'function') throw new OutsideSubset(callee, `"${namespace.name}.${name}" is not in the safe subset`);
    return (frame) => member(args(frame), frame);
  }
  const method = findMethod(name);
  if (method === undefined) throw new OutsideSubset(callee, `the method ".${name}()" is not in the safe subset`);
  const object = compileObjectOf(callee, c);
  return (frame: Frame) => {
    const self = object(frame);
    if (self === stopped) return stopped;
    if (self === null || self === undefined) {
      if (callee.optional) return stopped;
      throw failed(`".${name}()" cannot be called, because what should have it is ${self}`);
    }
    const implementation = method(self);
    if (implementation === undefined) {
      if (node.optional) return stopped;
      throw failed(`${kindOf(self)} has no method ".${name}()"`);
    }
    return implementation(self, args(frame), frame.budget);
  };
}

/** Of all constructors only `new Date(…)` makes something that is still data. */
export function compileNew(node: NewExpression, c: Compiling): Run {
  if (node.callee.type !== 'Identifier' || node.callee.name !== 'Date' || findLocal(c, 'Date') !== undefined) {
    throw new OutsideSubset(node, '"new" is in the safe subset only for dates');
  }
  const args = compileList(node.arguments, c);
  return (frame) => makeDate(args(frame), frame);
}
