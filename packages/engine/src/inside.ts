import type { Document } from '@weft/document';
import type { WeftError } from '@weft/errors';

/** What the frame of a scope knows beside what every frame does. */
export interface Inside {
  /** True once a failure has ended what is inside: whatever still descends from the frame is thrown away. */
  dead: boolean;
  /** Takes over a failure inside. Without it the failure goes further out. */
  readonly fail?: (error: WeftError) => void;
  /** Aborts when what is inside is ended. Without it the next one further out counts. */
  readonly signal?: () => AbortSignal;
  /** What an earlier attempt failed with here: however this one goes, it ends the same way. */
  readonly failedBefore?: WeftError | undefined;
  /** One item of a for-each: takes a document that a path inside has ended with. */
  readonly ended?: (document: Document) => void;
}
