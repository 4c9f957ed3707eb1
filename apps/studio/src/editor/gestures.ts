import { type Command, type Fragment, fragmentOf, newStepId, outputsOf, type Position } from '@weft/process';
import { toast } from 'sonner';
import { type DoOptions, type EditorStore, perform } from './editor-store.ts';
import { cardSize, gap, snap, tidyPositions } from './layout.ts';
import { placesOnLink } from './make-room.ts';
import { stepCatalog } from './step-catalog.ts';

/** What was copied last, for all processes of this window. */
let clipboard: { readonly fragment: Fragment; pasted: number } | undefined;

/** Performs a command and tells where it was refused. */
export function act(store: EditorStore, command: Command, options: DoOptions = {}): readonly string[] {
  const { added, refusal } = perform(store, command, options);
  if (refusal !== undefined) toast.error(refusal);
  return added;
}

/** Adds a step at a place of the canvas, without links. */
export function addStepAt(store: EditorStore, type: string, position: Position): void {
  act(store, { kind: 'addStep', type, position: snapped(position) }, { selectAdded: true });
}

/** Adds a step after another one, linked from `port` (its first free one where not given). */
export function addStepAfter(store: EditorStore, from: string, type: string, port?: string, position?: Position): void {
  const { file } = store.getState();
  const definition = stepCatalog.steps.get(type)?.definition;
  const portId = port ?? freePort(store, from);
  const place = snapped(position ?? placeAfter(store, from));
  if (definition === undefined || definition.role === 'start' || portId === undefined || file.steps[from] === undefined) {
    addStepAt(store, type, place);
    return;
  }
  const id = newStepId(file, type);
  act(
    store,
    {
      kind: 'composite',
      commands: [
        { kind: 'addStep', type, id, position: place },
        { kind: 'connectSteps', from: { step: from, port: portId }, to: id },
      ],
    },
    { selectAdded: true },
  );
}

/** Puts a step in the middle of a link; what stands to the right moves aside where there is no room. One change to undo. */
export function insertOnLink(store: EditorStore, link: number, type: string, position: Position): void {
  const { place, moved } = placesOnLink(store.getState().file, link, snapped(position));
  act(
    store,
    {
      kind: 'composite',
      commands: [
        { kind: 'moveSteps', positions: moved },
        { kind: 'insertStepOnLink', link, type, position: place },
      ],
    },
    { selectAdded: true },
  );
}

/** Puts an existing, loose step in the middle of a link. */
export function threadOnLink(store: EditorStore, link: number, id: string, position: Position): void {
  const old = store.getState().file.links[link];
  const port = freePort(store, id);
  if (old === undefined || port === undefined) return;
  const { place, moved } = placesOnLink(store.getState().file, link, snapped(position), id);
  act(store, {
    kind: 'composite',
    commands: [
      { kind: 'moveSteps', positions: { ...moved, [id]: place } },
      { kind: 'removeLinks', links: [link] },
      { kind: 'connectSteps', from: old.from, to: id },
      { kind: 'connectSteps', from: { step: id, port }, to: old.to, ...(old.name === undefined ? {} : { name: old.name }) },
    ],
  });
}

/** Removes what is selected: steps with their links, or a link. */
export function removeSelection(store: EditorStore): void {
  const { selection, selectedLink } = store.getState();
  if (selection.length > 0) act(store, { kind: 'removeSteps', ids: selection });
  else if (selectedLink !== undefined) act(store, { kind: 'removeLinks', links: [selectedLink] });
}

export function copySelection(store: EditorStore): void {
  const { file, selection } = store.getState();
  if (selection.length > 0) clipboard = { fragment: fragmentOf(file, selection), pasted: 0 };
}

export function paste(store: EditorStore): void {
  if (clipboard === undefined) return;
  clipboard.pasted += 1;
  const by = 32 * clipboard.pasted;
  act(store, { kind: 'pasteSteps', fragment: clipboard.fragment, offset: { x: by, y: by } }, { selectAdded: true });
}

export function duplicateSelection(store: EditorStore): void {
  const { file, selection } = store.getState();
  if (selection.length === 0) return;
  act(store, { kind: 'pasteSteps', fragment: fragmentOf(file, selection), offset: { x: 32, y: 88 } }, { selectAdded: true });
}

/** Lays all steps out anew. */
export function tidyUp(store: EditorStore): void {
  act(store, { kind: 'moveSteps', positions: tidyPositions(store.getState().file) });
}

/** The first port without a link, else the first; undefined where the step has none. */
export function freePort(store: EditorStore, id: string): string | undefined {
  const { file } = store.getState();
  const step = file.steps[id];
  const definition = step === undefined ? undefined : stepCatalog.steps.get(step.type)?.definition;
  if (step === undefined || definition === undefined) return undefined;
  const ports = outputsOf(step, definition);
  const free = ports.find((port) => !file.links.some((link) => link.from.step === id && link.from.port === port.id));
  return (free ?? ports[0])?.id;
}

/** To the right of a step, below what already follows it. */
export function placeAfter(store: EditorStore, id: string): Position {
  const { file } = store.getState();
  const at = file.steps[id]?.position ?? { x: 0, y: 0 };
  const x = at.x + cardSize.width + gap.along;
  let y = at.y;
  const taken = Object.values(file.steps).flatMap((step) => (step.position === undefined ? [] : [step.position]));
  while (taken.some((other) => Math.abs(other.x - x) < cardSize.width && Math.abs(other.y - y) < cardSize.height + gap.across - 8))
    y += cardSize.height + gap.across;
  return { x, y };
}

/** In the middle between the two steps of a link. */
export function placeOnLink(store: EditorStore, index: number): Position {
  const { file } = store.getState();
  const link = file.links[index];
  const from = link === undefined ? undefined : file.steps[link.from.step]?.position;
  const to = link === undefined ? undefined : file.steps[link.to]?.position;
  if (from === undefined || to === undefined) return { x: 0, y: 0 };
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
}

function snapped({ x, y }: Position): Position {
  return { x: snap(x), y: snap(y) };
}
