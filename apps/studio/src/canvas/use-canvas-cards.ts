import { applyNodeChanges, type EdgeChange, type NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Selection } from './canvas-edits.ts';
import type { CardNode, LinkEdge } from './canvas-model.ts';

/**
 * Keeps what React Flow needs to know between two renders (measured sizes, a card that is being dragged) beside what follows
 * from the file. The selection lives outside: changes of it are only passed on.
 */
export function useCanvasCards(
  cards: readonly CardNode[],
  links: readonly LinkEdge[],
  selection: Selection,
  onSelect: (selection: Selection) => void,
) {
  const [shown, setShown] = useState<CardNode[]>(() => withSelection(cards, selection.steps));
  const latest = useRef({ shown, selection });
  latest.current = { shown, selection };

  useEffect(() => setShown((before) => merged(before, cards, selection.steps)), [cards, selection.steps]);

  const onCardsChange = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      const next = applyNodeChanges(changes, latest.current.shown);
      latest.current.shown = next;
      setShown(next);
      if (!changes.some((change) => change.type === 'select')) return;
      const steps = next.filter((card) => card.selected === true).map((card) => card.id);
      const { link } = latest.current.selection;
      latest.current.selection = { steps, link: steps.length > 0 ? undefined : link };
      onSelect(latest.current.selection);
    },
    [onSelect],
  );

  const onLinksChange = useCallback(
    (changes: EdgeChange<LinkEdge>[]) => {
      let { link } = latest.current.selection;
      for (const change of changes) {
        if (change.type !== 'select') continue;
        const index = links.find((candidate) => candidate.id === change.id)?.data?.index;
        if (change.selected) link = index;
        else if (link === index) link = undefined;
      }
      if (link === latest.current.selection.link) return;
      latest.current.selection = { ...latest.current.selection, link };
      onSelect(latest.current.selection);
    },
    [links, onSelect],
  );

  const shownLinks = useMemo(
    () => links.map((link) => ({ ...link, selected: link.data?.index === selection.link })),
    [links, selection.link],
  );
  return { cards: shown, links: shownLinks, onCardsChange, onLinksChange };
}

function withSelection(cards: readonly CardNode[], selection: readonly string[]): CardNode[] {
  return cards.map((card) => ({ ...card, selected: selection.includes(card.id) }));
}

function merged(before: readonly CardNode[], cards: readonly CardNode[], selection: readonly string[]): CardNode[] {
  const known = new Map(before.map((card) => [card.id, card]));
  return cards.map((card) => {
    const old = known.get(card.id);
    const selected = selection.includes(card.id);
    if (old === undefined) return { ...card, selected };
    return {
      ...old,
      ...card,
      selected,
      position: old.dragging === true ? old.position : card.position,
      // Cards whose content is the same are not drawn again.
      data: JSON.stringify(old.data) === JSON.stringify(card.data) ? old.data : card.data,
    };
  });
}
