import type { Frame } from '../values/frame.ts';

/** A function that Weft adds to expressions. The table of helpers in the docs is made of these. */
export interface Helper {
  readonly name: string;
  /** As the editor shows it, in TypeScript notation. */
  readonly signature: string;
  /** One sentence. */
  readonly text: string;
  /** An expression and what it gives, as JSON: run by the tests. */
  readonly example: { readonly expression: string; readonly gives: unknown };
  run(args: readonly unknown[], frame: Frame): unknown;
}
