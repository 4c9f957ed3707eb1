import { create } from 'zustand';
import type { InspectorTab } from '../inspector/inspector.tsx';

export type DrawerTab = 'try' | 'data' | 'log' | 'problems';

interface RoomState {
  readonly drawer: DrawerTab | undefined;
  readonly inspectorTab: InspectorTab;
  readonly dialog: 'publish' | 'versions' | 'help' | undefined;
}

/** Which panels of the canvas room are open; stays when another process is opened. */
export const useRoom = create<RoomState>(() => ({ drawer: undefined, inspectorTab: 'settings', dialog: undefined }));

/** Opens a dialog of the room; undefined closes it. */
export function openDialog(dialog: RoomState['dialog']): void {
  useRoom.setState({ dialog });
}
