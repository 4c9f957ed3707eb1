import type { Frame } from '../values/frame.ts';

/** A function that expressions may call by name. */
export type GlobalFunction = (args: readonly unknown[], frame: Frame) => unknown;

/** What stands behind a name with a dot, as in `Math.max` or `Math.PI`. */
export type NamespaceMembers = ReadonlyMap<string, GlobalFunction | number>;
