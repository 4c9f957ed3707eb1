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

/** Opens a tab of the drawer, or closes the drawer where it is open with that tab. */
export function toggleDrawer(tab: DrawerTab): void {
  useRoom.setState(({ drawer }) => ({ drawer: drawer === tab ? undefined : tab }));
}

export function openDialog(dialog: RoomState['dialog']): void {
  useRoom.setState({ dialog });
}
