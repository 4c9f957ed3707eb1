import type { ReactNode } from 'react';
import { CommandPalette } from '../../shell/command-palette.tsx';
import { Rail } from '../../shell/rail.tsx';

export default function RoomsLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex h-dvh overflow-hidden">
      <Rail />
      <div className="min-w-0 flex-1">{children}</div>
      <CommandPalette />
    </div>
  );
}
