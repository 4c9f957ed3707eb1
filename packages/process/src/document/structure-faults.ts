import { processLimits } from './limits.ts';
import { jsonPointer } from './pointer.ts';

/** One thing that is wrong with a process file, and where (JSON Pointer). */
export interface FileFault {
  readonly pointer: string;
  readonly message: string;
}

/** Keys that could change what every object inherits, if any code ever copied them carelessly. */
const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Faults that no schema tells: forbidden keys and nesting without end. Walks without recursion, so that no input can
 * overflow the stack, and stops at the first fault, for what follows it cannot be trusted.
 */
export function structureFault(root: unknown): FileFault | undefined {
  const open: Array<{ readonly value: unknown; readonly path: readonly string[] }> = [{ value: root, path: [] }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { value, path } = at;
    if (typeof value !== 'object' || value === null) continue;
    if (path.length >= processLimits.depth) {
      return {
        pointer: jsonPointer(path.slice(0, 8)),
        message: `Objects and lists nest deeper than ${processLimits.depth} levels. Flatten this part.`,
      };
    }
    for (const key of Object.keys(value)) {
      if (forbiddenKeys.has(key)) {
        return { pointer: jsonPointer([...path, key]), message: `The key "${key}" may not be used. Give it another name.` };
      }
      const child: unknown = Reflect.get(value, key);
      if (typeof child === 'object' && child !== null) open.push({ value: child, path: [...path, key] });
    }
  }
  return undefined;
}
