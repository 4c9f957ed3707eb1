import type { Expression, Node } from 'acorn';
import type { Run } from '../values/frame.ts';

/** What the parts of the compiler share while one expression is compiled. */
export interface Compiling {
  /** The parameters of the functions around the place, innermost first. */
  readonly layers: readonly (readonly string[])[];
  /** Paths that the expression reads, as in `body.order.lines`. */
  readonly references: Set<string>;
  compile(node: Expression | Node): Run;
  /** The same, inside a function with these parameters. */
  within(parameters: readonly string[]): Compiling;
}

/** Where a parameter lives: so many functions outwards, at this index. */
export function findLocal(compiling: Compiling, name: string): { readonly hops: number; readonly index: number } | undefined {
  for (const [hops, parameters] of compiling.layers.entries()) {
    const index = parameters.lastIndexOf(name);
    if (index !== -1) return { hops, index };
  }
  return undefined;
}
