import type { Document } from '@weft/document';
import type { WeftError } from '@weft/errors';
import type { Lineage } from './lineage.ts';

/** Where a document is on its way through a guard scope. */
export type Phase = 'inside' | 'failed' | 'ended';

/** One document's passing of a guard scope. Many may be under way at once. */
export interface Guard {
  readonly document: Document;
  /** What stands around the scope; one reference is the guard's own until it is over. */
  readonly lineage: Lineage | undefined;
  phase: Phase | undefined;
  /** What has ended the present phase, where it has failed. */
  failure: WeftError | undefined;
  /** What goes further out when the scope is over. */
  uncaught: WeftError | undefined;
}
