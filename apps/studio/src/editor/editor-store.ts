import { WeftError } from '@weft/errors';
import { type Applied, applyCommand, type Command, type ExecutionTrace, type ProcessFile } from '@weft/process';
import { createStore, type StoreApi } from 'zustand';
import { emptyHistory, type History, type HistoryEntry, remember } from './history.ts';
import { stepCatalog } from './step-catalog.ts';

/** How the draft in the browser stands to the one on the server. */
export type SaveState =
  | { readonly status: 'saved' }
  | { readonly status: 'waiting' }
  | { readonly status: 'saving' }
  /** The server was not reached; it is tried again. */
  | { readonly status: 'offline' }
  /** Somebody else saved in between. */
  | { readonly status: 'conflict' }
  /** The server refused the draft: `message` says why. It is tried again with the next change. */
  | { readonly status: 'refused'; readonly message: string };

/** The execution whose traces are shown on the canvas. */
interface ShownRun {
  readonly executionId: string;
  readonly trace: ExecutionTrace;
}

export interface EditorState {
  readonly processId: string;
  readonly file: ProcessFile;
  /** Of the draft on the server that `file` grew from. */
  readonly revision: number;
  /** The file as the server has it: where it is the same object as `file`, nothing is unsaved. */
  readonly savedFile: ProcessFile;
  readonly save: SaveState;
  readonly history: History;
  /** Ids of the selected steps. */
  readonly selection: readonly string[];
  /** The index of the selected link. */
  readonly selectedLink: number | undefined;
  readonly run: ShownRun | undefined;
}

export type EditorStore = StoreApi<EditorState>;

export interface LoadedDraft {
  readonly id: string;
  readonly draft: ProcessFile;
  readonly revision: number;
}

/** The state of one open process. */
export function createEditorStore({ id, draft, revision }: LoadedDraft): EditorStore {
  return createStore<EditorState>(() => ({
    processId: id,
    file: draft,
    revision,
    savedFile: draft,
    save: { status: 'saved' },
    history: emptyHistory,
    selection: [],
    selectedLink: undefined,
    run: undefined,
  }));
}

export interface DoOptions {
  /** Changes with the same key that follow each other closely are undone as one. */
  readonly key?: string;
  /** Selects the steps that are new. */
  readonly selectAdded?: boolean;
}

/**
 * Applies a command so that it can be undone. Answers with the ids of new steps, or with the reason where it cannot be applied.
 */
export function perform(
  store: EditorStore,
  command: Command,
  options: DoOptions = {},
): { readonly added: readonly string[]; readonly refusal?: string } {
  const { file, history } = store.getState();
  let applied: Applied;
  try {
    applied = applyCommand(file, command, stepCatalog);
  } catch (thrown) {
    if (thrown instanceof WeftError) return { added: [], refusal: thrown.message };
    throw thrown;
  }
  store.setState((state) => ({
    file: applied.file,
    history: remember(history, { command: applied.inverse, key: options.key, at: Date.now() }),
    ...keepSelection(state, applied, options.selectAdded === true),
  }));
  return { added: applied.added };
}

/** Takes the last change back. */
export function undo(store: EditorStore): void {
  const { history } = store.getState();
  const entry = history.undo.at(-1);
  if (entry === undefined) return;
  step(store, entry, (back) => ({ undo: history.undo.slice(0, -1), redo: [...history.redo, back] }));
}

/** Does again what was taken back last. */
export function redo(store: EditorStore): void {
  const { history } = store.getState();
  const entry = history.redo.at(-1);
  if (entry === undefined) return;
  step(store, entry, (back) => ({ undo: [...history.undo, back], redo: history.redo.slice(0, -1) }));
}

function step(store: EditorStore, entry: HistoryEntry, next: (back: HistoryEntry) => History): void {
  const applied = applyCommand(store.getState().file, entry.command, stepCatalog);
  store.setState((state) => ({
    file: applied.file,
    history: next({ command: applied.inverse, key: undefined, at: 0 }),
    ...keepSelection(state, applied, applied.added.length > 0),
  }));
}

function keepSelection(
  state: EditorState,
  { file, added }: Applied,
  selectAdded: boolean,
): Pick<EditorState, 'selection' | 'selectedLink'> {
  if (selectAdded && added.length > 0) return { selection: added, selectedLink: undefined };
  const selection = state.selection.filter((id) => Object.hasOwn(file.steps, id));
  const selectedLink = sameLink(state.file, file, state.selectedLink);
  return { selection: selection.length === state.selection.length ? state.selection : selection, selectedLink };
}

/** Where a link stands after a change: naming it, letter by letter, must not lose it. */
function sameLink(before: ProcessFile, after: ProcessFile, index: number | undefined): number | undefined {
  const link = index === undefined ? undefined : before.links[index];
  if (link === undefined) return undefined;
  const at = after.links.findIndex(({ from, to }) => from.step === link.from.step && from.port === link.from.port && to === link.to);
  return at === -1 ? undefined : at;
}

/** Replaces everything with what the server has: after a conflict, or when an older version becomes the draft. */
export function reload(store: EditorStore, { draft, revision }: LoadedDraft): void {
  store.setState({
    file: draft,
    savedFile: draft,
    revision,
    save: { status: 'saved' },
    history: emptyHistory,
    selection: [],
    selectedLink: undefined,
  });
}
