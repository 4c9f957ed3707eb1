import { useEffect } from 'react';
import type { EditorStore } from '../editor/editor-store.ts';

/** Keeps the selected step in the address (`?step=…`), so that a link can point at it; on opening it is selected. */
export function useSelectionInAddress(store: EditorStore): void {
  useEffect(() => {
    const wanted = new URLSearchParams(window.location.search).get('step');
    if (wanted !== null && Object.hasOwn(store.getState().file.steps, wanted)) store.setState({ selection: [wanted] });
    return store.subscribe(({ selection }, before) => {
      if (selection === before.selection) return;
      const url = new URL(window.location.href);
      if (selection.length === 1 && selection[0] !== undefined) url.searchParams.set('step', selection[0]);
      else url.searchParams.delete('step');
      // Not a place to go back to: the address only follows.
      window.history.replaceState(window.history.state, '', url);
    });
  }, [store]);
}
