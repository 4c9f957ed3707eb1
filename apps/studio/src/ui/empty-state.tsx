import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** What belongs here and why one would want it. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** What a room shows while there is nothing in it. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center px-6 py-14 text-center">
      <span className="mb-3 flex size-10 items-center justify-center rounded-lg border border-dashed border-line-strong text-ink-3 [&>svg]:size-5">
        {icon}
      </span>
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="mt-1 text-sm text-ink-2">{children}</p>
      {action === undefined ? null : <div className="mt-4 flex gap-2">{action}</div>}
    </div>
  );
}
