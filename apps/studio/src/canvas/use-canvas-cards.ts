import { applyNodeChanges, type EdgeChange, type NodeChange } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Selection } from './canvas-edits.ts';
import type { CardData, CardNode, LinkEdge } from './canvas-model.ts';

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

  const keptLinks = useKeptLinks(links);
  const shownLinks = useMemo(
    () =>
      selection.link === undefined
        ? [...keptLinks]
        : keptLinks.map((link) => (link.data?.index === selection.link ? { ...link, selected: true } : link)),
    [keptLinks, selection.link],
  );
  return { cards: shown, links: shownLinks, onCardsChange, onLinksChange };
}

/** The same link objects as before where they say the same: a keystroke in one step draws no link again. */
function useKeptLinks(links: readonly LinkEdge[]): readonly LinkEdge[] {
  const before = useRef<ReadonlyMap<string, { readonly text: string; readonly link: LinkEdge }>>(new Map());
  const shown = useRef<readonly LinkEdge[]>([]);
  return useMemo(() => {
    const next = new Map(
      links.map((link) => {
        const text = JSON.stringify(link);
        const old = before.current.get(link.id);
        return [link.id, old?.text === text ? old : { text, link }];
      }),
    );
    before.current = next;
    const kept = [...next.values()].map(({ link }) => link);
    if (kept.length !== shown.current.length || kept.some((link, index) => link !== shown.current[index])) shown.current = kept;
    return shown.current;
  }, [links]);
}

function withSelection(cards: readonly CardNode[], selection: readonly string[]): CardNode[] {
  return cards.map((card) => ({ ...card, selected: selection.includes(card.id) }));
}

function merged(before: CardNode[], cards: readonly CardNode[], selection: readonly string[]): CardNode[] {
  const known = new Map(before.map((card) => [card.id, card]));
  const chosen = new Set(selection);
  const next = cards.map((card) => {
    const old = known.get(card.id);
    const selected = chosen.has(card.id);
    if (old === undefined) return { ...card, selected };
    const position = old.dragging === true ? old.position : card.position;
    const data = isSame(old.data, card.data) ? old.data : card.data;
    // The very card from before where nothing changed: React Flow then leaves it alone.
    const same = old.data === data && old.selected === selected && old.position.x === position.x && old.position.y === position.y;
    return same ? old : { ...old, ...card, selected, position, data };
  });
  return next.length === before.length && next.every((card, index) => card === before[index]) ? before : next;
}

/** True where two cards show the same. Traces and issues are made anew each time, so they are compared by what they say. */
function isSame(a: CardData, b: CardData): boolean {
  return Object.keys(b).every((key) => a[key] === b[key] || JSON.stringify(a[key]) === JSON.stringify(b[key]));
}
