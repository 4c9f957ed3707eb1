import { WeftError } from '@weft/errors';
import type { TargetPath } from './target-path.ts';

/** Puts values into one result; whatever belongs to another document is copied before it is changed. */
export interface TargetWriter {
  /** `pointer` is where the field has its target, for the error. @throws WeftError `STEP_FAILED` where something else stands in the way. */
  put(path: TargetPath, value: unknown, pointer: string): void;
  readonly result: object;
}

/** @param isOwn whether `base` was made for this result and may be changed. */
export function targetWriter(base: object, isOwn: boolean): TargetWriter {
  const result = isOwn ? base : copied(base);
  const own = new WeakSet<object>([result]);

  function containerAt(holder: object, part: string | number, wantsList: boolean, fail: (found: string) => WeftError): object {
    const found = read(holder, part);
    if (found !== null && found !== undefined && !(wantsList ? Array.isArray(found) : isMembers(found))) throw fail(kindOf(found));
    const container = found === null || found === undefined ? (wantsList ? [] : {}) : (found as object);
    if (own.has(container)) return container;
    const next = container === found ? copied(container) : container;
    own.add(next);
    write(holder, part, next);
    return next;
  }

  return {
    result,
    put(path, value, pointer) {
      let holder = result;
      for (const [depth, part] of path.slice(0, -1).entries()) {
        holder = containerAt(holder, part, typeof path[depth + 1] === 'number', (found) => {
          return new WeftError(
            'STEP_FAILED',
            `The field cannot be set: "${path.slice(0, depth + 1).join('.')}" is ${found} in the document.`,
            {
              place: { pointer },
            },
          );
        });
      }
      write(holder, path.at(-1) ?? '', value);
    },
  };
}

/** Whether a value is an object with members, and not a list, a date, bytes or a number with its digits. */
export function isMembers(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function copied(container: object): object {
  return Array.isArray(container) ? [...container] : { ...container };
}

function read(holder: object, part: string | number): unknown {
  return Object.hasOwn(holder, part) ? (holder as Record<string | number, unknown>)[part] : undefined;
}

/** Target paths never name `__proto__`, so an assignment is always to a member of its own. */
function write(holder: object, part: string | number, value: unknown): void {
  // A list has no holes: they would be written as null anyway, but skipped by expressions.
  if (Array.isArray(holder) && typeof part === 'number') while (holder.length < part) holder.push(null);
  (holder as Record<string | number, unknown>)[part] = value;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return isMembers(value) ? 'an object' : `a ${typeof value === 'object' ? 'value' : typeof value}`;
}
