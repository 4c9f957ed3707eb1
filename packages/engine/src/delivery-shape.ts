import type { Document } from '@weft/document';
import type { Lineage } from './lineage.ts';

/** A document on its way into a step. */
export interface Delivery {
  readonly document: Document;
  /** One reference on it is the delivery's own. */
  readonly lineage: Lineage | undefined;
  /** The name of the path it comes by, for joins. */
  readonly path: string;
}
