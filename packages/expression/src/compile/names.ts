import type { Identifier } from 'acorn';
import { functions, namespaces } from '../globals/globals.ts';
import { failed } from '../values/failed.ts';
import type { Frame, Run, Scope } from '../values/frame.ts';
import { isForbidden, isPlain } from '../values/member.ts';
import { type Compiling, findLocal } from './context.ts';
import { OutsideSubset } from './outside.ts';

/** Names that always mean the same. Everything else is looked up in what the step added, the execution, then the body. */
const reserved: ReadonlyMap<string, (scope: Scope) => unknown> = new Map<string, (scope: Scope) => unknown>([
  ['body', (scope) => scope.body],
  ['properties', (scope) => scope.properties],
  ['execution', (scope) => scope.execution],
  ['undefined', () => undefined],
  ['NaN', () => Number.NaN],
  ['Infinity', () => Number.POSITIVE_INFINITY],
]);

/** A name standing alone. `lenient`: a name nobody knows is `undefined` instead of an error. */
export function compileName(node: Identifier, c: Compiling, lenient: boolean): Run {
  const { name } = node;
  const local = findLocal(c, name);
  if (local !== undefined) return readLocal(local.hops, local.index);
  const known = reserved.get(name);
  if (known !== undefined) {
    if (['body', 'properties', 'execution'].includes(name)) c.references.add(name);
    return (frame) => known(frame.scope);
  }
  const callable = functions.get(name);
  if (callable !== undefined)
    return (frame) =>
      (...args: unknown[]) =>
        callable(args, frame);
  if (namespaces.has(name)) throw new OutsideSubset(node, `"${name}" itself is not a value in the safe subset`);
  if (isForbidden(name)) throw new OutsideSubset(node, `"${name}" is not in the safe subset`);
  c.references.add(name);
  if (isOfExecution(name)) return (frame) => lookUpInExecution(frame.scope, name, lenient);
  return (frame) => lookUp(frame.scope, name, lenient);
}

function readLocal(hops: number, index: number): Run {
  if (hops === 0) return (frame) => frame.slots[index];
  if (hops === 1) return (frame) => frame.outer?.slots[index];
  return (frame) => {
    let at: Frame | undefined = frame;
    for (let hop = 0; hop < hops; hop++) at = at?.outer;
    return at?.slots[index];
  };
}

function lookUp(scope: Scope, name: string, lenient: boolean): unknown {
  const { execution, names } = scope;
  if (names !== undefined && name in names) return names[name];
  if (Object.hasOwn(execution, name)) return execution[name];
  const { body } = scope;
  if (isPlain(body) && Object.hasOwn(body, name)) return body[name];
  if (lenient) return undefined;
  const ofBody = isPlain(body) ? Object.keys(body) : [];
  throw unknown(name, ['body', 'properties', 'execution', ...allKeys(names), ...Object.keys(execution), ...ofBody]);
}

/** Whether a name can only come with the execution, so that nobody needs to look into a body for it. */
export function isOfExecution(name: string): boolean {
  return /^(?:param_|query_)|^in(?:method|path|user)$/.test(name);
}

/** A caller may leave a query parameter out, so only that is `undefined` where it is not there. */
function lookUpInExecution({ execution }: Scope, name: string, lenient: boolean): unknown {
  if (Object.hasOwn(execution, name)) return execution[name];
  if (lenient || name.startsWith('query_')) return undefined;
  throw unknown(name, Object.keys(execution));
}

/** Also the names that an object has from the ones around it. */
function allKeys(names: Scope['names']): string[] {
  const keys: string[] = [];
  for (const key in names) keys.push(key);
  return keys;
}

/** Names only, never values. */
function unknown(name: string, names: readonly string[]): Error {
  const shown = names.slice(0, 15).map((other) => other.slice(0, 40));
  return failed(`There is no "${name}". There are: ${shown.join(', ')}${names.length > shown.length ? ', …' : ''}`);
}
