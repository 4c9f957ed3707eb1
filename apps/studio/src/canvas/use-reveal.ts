import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';
import { cardSize } from '../editor/layout.ts';
import type { CardNode, LinkEdge } from './canvas-model.ts';

/** Moves the canvas just enough to see the one selected card, also when a panel opens over its place. */
export function useReveal(box: RefObject<HTMLElement | null>, selected: string | undefined): void {
  const { getNode, flowToScreenPosition, getViewport, setViewport } = useReactFlow<CardNode, LinkEdge>();
  useEffect(() => {
    if (selected === undefined) return;
    // After the panels beside the canvas have taken their room.
    const frame = requestAnimationFrame(() => {
      const card = getNode(selected);
      const frameRect = box.current?.getBoundingClientRect();
      if (card === undefined || frameRect === undefined) return;
      const { x, y, zoom } = getViewport();
      const start = flowToScreenPosition(card.position);
      const end = {
        x: start.x + (card.measured?.width ?? cardSize.width) * zoom,
        y: start.y + (card.measured?.height ?? cardSize.height) * zoom,
      };
      const dx = shift(start.x, end.x, frameRect.left, frameRect.right);
      const dy = shift(start.y, end.y, frameRect.top, frameRect.bottom);
      if (dx !== 0 || dy !== 0) void setViewport({ x: x + dx, y: y + dy, zoom }, { duration: 120 });
    });
    return () => cancelAnimationFrame(frame);
  }, [box, selected, getNode, flowToScreenPosition, getViewport, setViewport]);
}

const margin = 24;

function shift(start: number, end: number, low: number, high: number): number {
  if (end > high - margin) return high - margin - end;
  return start < low + margin ? low + margin - start : 0;
}
