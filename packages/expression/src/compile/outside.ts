import type { Node } from 'acorn';

/** Thrown while compiling, for what only the sandbox can run. Never leaves the package. */
export class OutsideSubset extends Error {
  readonly offset: number;

  constructor(node: Node, reason: string) {
    super(reason);
    this.offset = node.start;
  }
}
