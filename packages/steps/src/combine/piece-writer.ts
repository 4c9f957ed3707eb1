import type { Document } from '@weft/document';

/** Takes a piece of what is written. */
export type Push = (piece: Uint8Array) => void;

/** Writes one resulting document, body by body. */
export interface PieceWriter {
  /** A promise only where a body must be fetched. */
  add(document: Document, push: Push): void | Promise<void>;
  /** Gives away what it holds. Called after every body where many documents grow at the same time. */
  flush(push: Push): void;
  end(push: Push): void;
}
