import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect, useRef } from 'react';

/** How a process fits into the canvas: never larger than life. */
export const fitOptions = { padding: 0.12, maxZoom: 1 } as const;

/**
 * When panels open or close beside the canvas: fits the process into what is left while nobody has moved the view by hand,
 * else keeps the middle where it is.
 */
export function useKeptInView(box: RefObject<HTMLElement | null>) {
  const { fitView, getViewport, setViewport } = useReactFlow();
  const moved = useRef(false);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let before: { readonly width: number; readonly height: number } | undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return;
      const { width, height } = entry.contentRect;
      const was = before;
      before = { width, height };
      if (was === undefined || (was.width === width && was.height === height)) return;
      const { x, y, zoom } = getViewport();
      if (moved.current) void setViewport({ x: x + (width - was.width) / 2, y: y + (height - was.height) / 2, zoom });
      else requestAnimationFrame(() => void fitView(fitOptions));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, fitView, getViewport, setViewport]);
  return {
    /** React Flow gives no event where the view was moved by the program. */
    onMoveStart: (event: unknown) => {
      if (event !== null) moved.current = true;
    },
  };
}
