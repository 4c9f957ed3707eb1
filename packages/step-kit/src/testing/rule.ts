import type { CatalogEntry } from '../catalog.ts';
import type { AnyStepImplementation } from '../executor/step.ts';
import type { ConformanceSurroundings } from './surroundings.ts';

/** One step type as the suite looks at it. */
export interface Subject {
  readonly entry: CatalogEntry;
  /** `undefined` where no executor has its type. */
  readonly implementation: AnyStepImplementation | undefined;
  readonly surroundings: ConformanceSurroundings;
}

/** One thing that is true of every step type. */
export interface Rule {
  /** The second half of a test name: "map: every field …". */
  readonly name: string;
  /** What is wrong, a sentence each; empty where nothing is. */
  readonly check: (subject: Subject) => readonly string[] | Promise<readonly string[]>;
}
