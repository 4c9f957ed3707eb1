import { create } from 'zustand';

interface CommandPaletteState {
  readonly open: boolean;
  readonly actions: readonly PaletteAction[];
}

/** Something the page in sight can do, offered in the command palette. */
export interface PaletteAction {
  readonly id: string;
  readonly title: string;
  readonly shortcut?: string;
  readonly run: () => void;
}

export const useCommandPalette = create<CommandPaletteState>(() => ({ open: false, actions: [] }));

export function openCommandPalette(): void {
  useCommandPalette.setState({ open: true });
}

/** Offers actions while a page is in sight; returns how to take them back. */
export function offerActions(actions: readonly PaletteAction[]): () => void {
  useCommandPalette.setState({ actions });
  return () => useCommandPalette.setState((state) => (state.actions === actions ? { actions: [] } : state));
}
