import type { Position } from '@weft/process';

/** What is selected on the canvas. */
export interface Selection {
  readonly steps: readonly string[];
  /** Index of a link in the file. */
  readonly link: number | undefined;
}

/** A list of steps to add is wanted at a place of the screen. */
export interface AddRequest {
  /** Screen pixels, for the list. */
  readonly screen: Position;
  /** Canvas pixels, for the new step; undefined where its place follows from the others. */
  readonly place: Position | undefined;
  /** After this port, … */
  readonly from?: { readonly step: string; readonly port: string };
  /** … or in the middle of this link. */
  readonly link?: number;
}

/** What a person can do to the process on the canvas. Without it the canvas is only looked at. */
export interface CanvasEdits {
  readonly move: (positions: Readonly<Record<string, Position>>) => void;
  readonly connect: (from: { readonly step: string; readonly port: string }, to: string) => void;
  readonly removeLink: (index: number) => void;
  readonly addAt: (type: string, position: Position) => void;
  readonly insertOnLink: (index: number, type: string, position: Position) => void;
  readonly threadOnLink: (index: number, step: string, position: Position) => void;
  readonly requestAdd: (request: AddRequest) => void;
  readonly tidyUp: () => void;
}
