'use client';

import { Tooltip } from 'radix-ui';
import type { ReactElement } from 'react';
import { Keys } from './keys.tsx';

export interface TipProps {
  readonly text: string;
  readonly shortcut?: string | undefined;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  readonly children: ReactElement;
}

/** A short explanation of what the pointer is over. Never the only place of an information. */
export function Tip({ text, shortcut, side = 'bottom', children }: TipProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-72 animate-appear items-center gap-2 rounded-md bg-ink px-2 py-1 text-xs text-panel shadow-pop"
        >
          {text}
          {shortcut === undefined ? null : <Keys combination={shortcut} inverted />}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
