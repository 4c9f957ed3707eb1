import { useEffect } from 'react';
import { type EditorStore, redo, undo } from '../editor/editor-store.ts';
import { tidyUp } from '../editor/gestures.ts';
import { offerActions } from '../shell/command-palette-state.ts';
import { openDialog, useRoom } from './room-state.ts';

/** What the canvas room can do, in the command palette. */
export function useOfferedActions(
  store: EditorStore,
  { mayEdit, mayPublish }: { readonly mayEdit: boolean; readonly mayPublish: boolean },
): void {
  useEffect(
    () =>
      offerActions([
        ...(mayEdit
          ? [
              { id: 'try', title: 'Try the draft', run: () => useRoom.setState({ drawer: 'try' }) },
              { id: 'tidy', title: 'Tidy up the canvas', run: () => tidyUp(store) },
              { id: 'undo', title: 'Undo', shortcut: 'Ctrl Z', run: () => undo(store) },
              { id: 'redo', title: 'Redo', shortcut: 'Ctrl Y', run: () => redo(store) },
              { id: 'palette', title: 'Show or hide the palette', run: () => toggle('palette') },
            ]
          : []),
        ...(mayPublish ? [{ id: 'publish', title: 'Publish …', run: () => openDialog('publish') }] : []),
        { id: 'versions', title: 'Versions', run: () => openDialog('versions') },
        { id: 'settings', title: 'Process settings', run: () => openDialog('settings') },
        { id: 'problems', title: 'Show problems', run: () => useRoom.setState({ drawer: 'problems' }) },
        { id: 'inspector', title: 'Show or hide the inspector', run: () => toggle('inspector') },
        { id: 'help', title: 'Keyboard shortcuts', shortcut: '?', run: () => openDialog('help') },
      ]),
    [store, mayEdit, mayPublish],
  );
}

function toggle(panel: 'palette' | 'inspector'): void {
  useRoom.setState((state) => ({ [panel]: !state[panel] }));
}
