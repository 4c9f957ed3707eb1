'use client';

import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';

export interface TabBarProps {
  readonly label: string;
  readonly tabs: ReadonlyArray<{ readonly value: string; readonly label: string; readonly badge?: ReactNode }>;
  /** At the right end of the bar. */
  readonly end?: ReactNode;
}

/** The row of tabs; use inside `Tabs.Root`. */
export function TabBar({ label, tabs, end }: TabBarProps) {
  return (
    <div className="flex h-9 shrink-0 items-stretch border-b px-1">
      <Tabs.List aria-label={label} className="flex min-w-0 items-stretch">
        {tabs.map((tab) => (
          <Tabs.Trigger
            key={tab.value}
            value={tab.value}
            className="relative flex items-center gap-1.5 px-2.5 text-sm text-ink-2 transition-colors duration-100 after:absolute after:inset-x-2 after:-bottom-px after:h-0.5 after:rounded-full hover:text-ink data-[state=active]:font-medium data-[state=active]:text-ink data-[state=active]:after:bg-accent"
          >
            {tab.label}
            {tab.badge}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {end === undefined ? null : <div className="ml-auto flex items-center gap-1 pr-1">{end}</div>}
    </div>
  );
}
