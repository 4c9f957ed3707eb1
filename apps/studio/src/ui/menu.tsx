'use client';

import { DropdownMenu } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './class-names.ts';
import { Keys } from './keys.tsx';

export interface MenuProps {
  readonly trigger: ReactElement;
  readonly align?: 'start' | 'end';
  readonly side?: 'bottom' | 'right' | 'top';
  readonly children: ReactNode;
}

/** A menu that opens from `trigger`. */
export function Menu({ trigger, align = 'end', side = 'bottom', children }: MenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 min-w-44 animate-appear rounded-lg border border-line-strong bg-raised p-1 shadow-pop"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Why it is disabled. */
  readonly title?: string | undefined;
  readonly shortcut?: string;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

/** One entry of a {@link Menu}. */
export function MenuItem({ icon, danger = false, disabled, title, shortcut, onSelect, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item
      disabled={disabled}
      title={title}
      onSelect={onSelect}
      className={cx(
        'flex h-7.5 cursor-default items-center gap-2 rounded-md px-2 text-sm outline-none data-[disabled]:opacity-40 data-[highlighted]:bg-hover [&>svg]:size-3.5',
        danger ? 'text-bad' : 'text-ink [&>svg]:text-ink-3',
      )}
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut === undefined ? null : <Keys combination={shortcut} />}
    </DropdownMenu.Item>
  );
}

/** A line between groups of entries. */
export function MenuLine() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}
