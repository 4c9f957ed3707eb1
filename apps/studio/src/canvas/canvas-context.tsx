'use client';

import { createContext, useContext } from 'react';

/** What cards and links ask of the canvas around them. */
export interface CanvasActions {
  readonly readOnly: boolean;
  /** Opens the list of steps that can follow this port. */
  readonly openQuickAdd: (from: { readonly step: string; readonly port: string }, element: Element) => void;
  readonly removeLink: (index: number) => void;
  /** Opens the list of steps that can stand in the middle of this link. */
  readonly openInsert: (index: number, element: Element) => void;
}

export const CanvasContext = createContext<CanvasActions | undefined>(undefined);

/** The link that a drop would go into. Apart from the actions, as it changes while something is dragged. */
export const DropLinkContext = createContext<string | undefined>(undefined);

export function useCanvasActions(): CanvasActions {
  const actions = useContext(CanvasContext);
  if (actions === undefined) throw new Error('A card stands outside a canvas.');
  return actions;
}
