import { lambdaOf } from '../methods/method.ts';
import { toNumber } from '../values/convert.ts';
import { failed } from '../values/failed.ts';
import type { Frame } from '../values/frame.ts';
import { kindOf } from '../values/kind.ts';
import { isPlain } from '../values/member.ts';
import type { GlobalFunction, NamespaceMembers } from './global-function.ts';

/** `Array`. */
export const arrayMembers: NamespaceMembers = new Map<string, GlobalFunction>([
  ['from', ([source, change], frame) => from(source, change, frame)],
  ['isArray', ([value]) => Array.isArray(value)],
  ['of', (args) => [...args]],
]);

function from(source: unknown, change: unknown, frame: Frame): unknown[] {
  const list = listOf(source, frame);
  if (change === undefined) return list;
  const lambda = lambdaOf(change);
  return list.map((item, index) => lambda(item, index));
}

function listOf(source: unknown, { budget }: Frame): unknown[] {
  if (typeof source === 'string' || Array.isArray(source)) {
    budget.grow(source.length);
    budget.step(source.length);
    return [...source];
  }
  // As in JavaScript: what is neither iterable nor has a length makes an empty list.
  if (typeof source === 'number' || typeof source === 'boolean') return [];
  if (!isPlain(source)) throw failed(`${kindOf(source)} cannot be made a list`);
  const length = Object.hasOwn(source, 'length') ? Math.max(0, Math.trunc(toNumber(source['length'], budget)) || 0) : 0;
  budget.grow(length);
  budget.step(length);
  return Array.from({ length }, (_item, index) => (Object.hasOwn(source, index) ? source[index] : undefined));
}
