import type { Position } from '@weft/process';
import { type OnNodeDrag, useReactFlow } from '@xyflow/react';
import { type DragEvent, useCallback, useState } from 'react';
import { cardSize } from '../editor/layout.ts';
import { draggedStepType, hasDraggedStep } from '../palette/drag.ts';
import type { CanvasEdits } from './canvas-edits.ts';
import type { CardNode, LinkEdge } from './canvas-model.ts';

/** What happens when a step of the palette, or a card, is dropped: on the canvas, or on a link. */
export function useCanvasDrops(edits: CanvasEdits | undefined) {
  const { screenToFlowPosition, flowToScreenPosition, getEdge, getEdges } = useReactFlow<CardNode, LinkEdge>();
  const [dropLink, setDropLink] = useState<string | undefined>(undefined);

  const onDragOver = (event: DragEvent) => {
    if (edits === undefined || !hasDraggedStep(event.dataTransfer)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setDropLink(linkUnder(event.clientX, event.clientY));
  };
  const onDrop = (event: DragEvent) => {
    const type = draggedStepType(event.dataTransfer);
    if (edits === undefined || type === undefined) return;
    event.preventDefault();
    const position = centred(screenToFlowPosition({ x: event.clientX, y: event.clientY }));
    const link = getEdge(linkUnder(event.clientX, event.clientY) ?? '');
    setDropLink(undefined);
    if (link?.data === undefined) edits.addAt(type, position);
    else edits.insertOnLink(link.data.index, type, position);
  };

  /** The link under the middle of a card that has no links yet. */
  const linkUnderCard = useCallback(
    (card: CardNode): string | undefined => {
      if (!card.data.takesInput || card.data.ports.length === 0) return undefined;
      if (getEdges().some((link) => link.source === card.id || link.target === card.id)) return undefined;
      const middle = flowToScreenPosition({ x: card.position.x + cardSize.width / 2, y: card.position.y + cardSize.height / 2 });
      return linkUnder(middle.x, middle.y);
    },
    [getEdges, flowToScreenPosition],
  );
  const onCardDrag = useCallback<OnNodeDrag<CardNode>>(
    (_event, card, cards) => setDropLink(edits === undefined || cards.length > 1 ? undefined : linkUnderCard(card)),
    [edits, linkUnderCard],
  );
  const onCardDragStop = useCallback<OnNodeDrag<CardNode>>(
    (_event, card, cards) => {
      if (edits === undefined) return;
      const link = cards.length > 1 ? undefined : getEdge(linkUnderCard(card) ?? '');
      setDropLink(undefined);
      if (link?.data !== undefined) edits.threadOnLink(link.data.index, card.id, card.position);
      else edits.move(Object.fromEntries(cards.map(({ id, position }) => [id, { x: position.x, y: position.y }])));
    },
    [edits, getEdge, linkUnderCard],
  );
  return { dropLink, onDragOver, onDragLeave: () => setDropLink(undefined), onDrop, onCardDrag, onCardDragStop };
}

function linkUnder(x: number, y: number): string | undefined {
  for (const element of document.elementsFromPoint(x, y)) {
    const link = element.closest('.react-flow__edge');
    if (link !== null) return link.getAttribute('data-id') ?? undefined;
  }
  return undefined;
}

function centred({ x, y }: Position): Position {
  return { x: x - cardSize.width / 2, y: y - cardSize.height / 2 };
}
