import type { ReactNode } from 'react';

export interface RoomProps {
  readonly title: string;
  readonly actions?: ReactNode;
  /** Under the title, above the scrolling part. */
  readonly bar?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a room: its name, its actions, and what scrolls. */
export function Room({ title, actions, bar, children }: RoomProps) {
  return (
    <main className="flex h-full min-w-0 flex-col" aria-label={title}>
      <header className="flex h-13 shrink-0 items-center gap-3 border-b px-6">
        <h1 className="truncate text-lg font-semibold tracking-tight">{title}</h1>
        {actions === undefined ? null : <div className="ml-auto flex items-center gap-2">{actions}</div>}
      </header>
      {bar}
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </main>
  );
}
