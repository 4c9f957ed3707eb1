import { useStore } from '@xyflow/react';

/** How near the canvas is: from near everything is read, from the middle in larger type, from far only titles. */
export type Reading = 'near' | 'middle' | 'far';

/** Changes only where a threshold is crossed: cards are not drawn again with each step of the zoom. */
export function useReading(): Reading {
  return useStore(({ transform: [, , zoom] }) => (zoom >= 0.85 ? 'near' : zoom >= 0.45 ? 'middle' : 'far'));
}
