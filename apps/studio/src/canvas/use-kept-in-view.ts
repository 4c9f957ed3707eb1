import type { ProcessFile } from '@weft/process';
import { useNodesInitialized, useReactFlow } from '@xyflow/react';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { CardNode, LinkEdge } from './canvas-model.ts';
import { openingView } from './opening-view.ts';

/** How a process fits into the canvas on demand: whole, but never larger than life. */
export const fitOptions = { padding: '16px', maxZoom: 1 } as const;

/** A canvas narrower than this has no place for the overview map. */
const mapRoom = 560;

/**
 * Shows the process when it opens, and again in what is left when panels open or close beside the canvas, as long as it is only
 * looked at: once the view was moved by hand or the process was changed, nothing moves by itself any more.
 */
export function useKeptInView(box: RefObject<HTMLElement | null>, file: ProcessFile, holdsSelection: boolean) {
  const { getNodes, getNodesBounds, setViewport } = useReactFlow<CardNode, LinkEdge>();
  const measured = useNodesInitialized();
  const first = useRef(file);
  // Asked for on an empty canvas, fitting would wait for the first step and pull it away from where it was dropped.
  const touched = useRef(Object.keys(file.steps).length === 0);
  const [whole, setWhole] = useState(true);
  if (file !== first.current) touched.current = true;

  const holds = useRef(holdsSelection);
  holds.current = holdsSelection;

  const show = useCallback(
    (resized: boolean) => {
      const cards = getNodes();
      const [leftmost] = [...cards].sort((a, b) => a.position.x - b.position.x);
      if (box.current === null || leftmost === undefined || touched.current) return;
      const { clientWidth: width, clientHeight: height } = box.current;
      const view = openingView(getNodesBounds(cards), getNodesBounds([leftmost]), { width, height });
      setWhole(view.whole || width < mapRoom);
      // The selected card, not the start, is what is being looked at.
      if (resized && holds.current && !view.whole) return;
      void setViewport(view);
    },
    [box, getNodes, getNodesBounds, setViewport],
  );

  // Before the first paint with cards, so that they are never seen elsewhere.
  useLayoutEffect(() => {
    if (measured) show(false);
  }, [measured, show]);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let before: { readonly width: number; readonly height: number } | undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      const changed = before !== undefined && (before.width !== width || before.height !== height);
      before = { width, height };
      if (changed) requestAnimationFrame(() => show(true));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, show]);
  return {
    /** False where the process was too large to be shown whole when it opened, and the overview map helps. */
    whole,
    /** React Flow gives no event where the view was moved by the program. */
    onMoveStart: useCallback((event: unknown) => {
      if (event !== null) touched.current = true;
    }, []),
  };
}
