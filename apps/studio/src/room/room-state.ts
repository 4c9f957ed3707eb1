import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { InspectorTab } from '../inspector/inspector.tsx';

export type DrawerTab = 'try' | 'data' | 'log' | 'problems';

interface RoomState {
  readonly drawer: DrawerTab | undefined;
  readonly inspectorTab: InspectorTab;
  readonly dialog: 'publish' | 'versions' | 'settings' | 'help' | undefined;
  /** False where the person wants the room for the canvas. Kept in the browser. */
  readonly palette: boolean;
  /** As `palette`; where true it still opens only while something is selected. */
  readonly inspector: boolean;
}

/** Which panels of the canvas room are open; stays when another process is opened. */
export const useRoom = create<RoomState>()(
  persist((): RoomState => ({ drawer: undefined, inspectorTab: 'settings', dialog: undefined, palette: true, inspector: true }), {
    name: 'weft-room',
    partialize: ({ palette, inspector }) => ({ palette, inspector }),
  }),
);

/** Opens a dialog of the room; undefined closes it. */
export function openDialog(dialog: RoomState['dialog']): void {
  useRoom.setState({ dialog });
}

/** Opens the settings of the selected step, also where the inspector was hidden. */
export function openSettings(): void {
  useRoom.setState({ inspectorTab: 'settings', inspector: true });
}
