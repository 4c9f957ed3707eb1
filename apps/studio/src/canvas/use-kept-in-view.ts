import type { ProcessFile } from '@weft/process';
import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect, useRef } from 'react';

/** How a process fits into the canvas: never larger than life. */
export const fitOptions = { padding: 0.12, maxZoom: 1 } as const;

/**
 * Fits the process into what is left when panels open or close beside the canvas, as long as it is only looked at: once the
 * view was moved by hand or the process was changed, nothing moves by itself any more.
 */
export function useKeptInView(box: RefObject<HTMLElement | null>, file: ProcessFile) {
  const { fitView } = useReactFlow();
  const first = useRef(file);
  // Asked for on an empty canvas, fitting would wait for the first step and pull it away from where it was dropped.
  const touched = useRef(Object.keys(file.steps).length === 0);
  if (file !== first.current) touched.current = true;
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let before: { readonly width: number; readonly height: number } | undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      const changed = before !== undefined && (before.width !== width || before.height !== height);
      before = { width, height };
      if (changed && !touched.current) requestAnimationFrame(() => void fitView(fitOptions));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, fitView]);
  return {
    /** React Flow gives no event where the view was moved by the program. */
    onMoveStart: (event: unknown) => {
      if (event !== null) touched.current = true;
    },
  };
}
