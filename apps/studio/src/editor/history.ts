import type { Command } from '@weft/process';

/** One thing that can be undone. Applying `command` undoes (or does again). */
export interface HistoryEntry {
  readonly command: Command;
  /** Changes with the same key that follow each other closely are undone as one: typing in a field. */
  readonly key: string | undefined;
  readonly at: number;
}

export interface History {
  readonly undo: readonly HistoryEntry[];
  readonly redo: readonly HistoryEntry[];
}

export const emptyHistory: History = { undo: [], redo: [] };

const entriesMax = 500;
const coalesceMs = 1200;

/** The history after something was done whose undoing is `entry.command`. */
export function remember(history: History, entry: HistoryEntry): History {
  const last = history.undo.at(-1);
  if (last !== undefined && entry.key !== undefined && last.key === entry.key && entry.at - last.at < coalesceMs) {
    // The older inverse leads back to before the first of these changes.
    return { undo: [...history.undo.slice(0, -1), { ...last, at: entry.at }], redo: [] };
  }
  return { undo: [...history.undo, entry].slice(-entriesMax), redo: [] };
}
