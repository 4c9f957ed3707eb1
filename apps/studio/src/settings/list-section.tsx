'use client';

import type { ReactNode } from 'react';
import { ProblemNote } from '../ui/problem-note.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';

interface Column<T> {
  readonly title: string;
  readonly className?: string;
  readonly cell: (row: T) => ReactNode;
}

export interface ListSectionProps<T> {
  readonly title: string;
  readonly about: string;
  readonly action?: ReactNode;
  readonly query: {
    readonly data: readonly T[] | undefined;
    readonly error: Error | null;
    readonly isPending: boolean;
    readonly refetch: () => unknown;
  };
  readonly columns: ReadonlyArray<Column<T>>;
  readonly keyOf: (row: T) => string;
  readonly empty: ReactNode;
}

/** A page of the settings: what it is about, its rows, and the way to add one. */
export function ListSection<T>({ title, about, action, query, columns, keyOf, empty }: ListSectionProps<T>) {
  return (
    <section aria-label={title}>
      <header className="flex items-start gap-4 px-6 pt-5 pb-4">
        <div className="min-w-0 flex-1">
          <h2 className="text-base font-semibold">{title}</h2>
          <p className="mt-0.5 max-w-xl text-sm text-ink-2">{about}</p>
        </div>
        {action}
      </header>
      {query.error === null ? null : (
        <div className="px-6">
          <ProblemNote error={query.error} onRetry={() => query.refetch()} />
        </div>
      )}
      {query.isPending ? <SkeletonRows rows={4} /> : null}
      {query.data === undefined || query.data.length === 0 ? null : (
        <table className="w-full table-fixed border-t text-sm">
          <thead className="text-left text-xs text-ink-3">
            <tr className="h-8 border-b">
              {columns.map((column) => (
                <th key={column.title} className={`truncate px-3 font-medium first:pl-6 last:pr-6 ${column.className ?? ''}`}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {query.data.map((row) => (
              <tr key={keyOf(row)} className="h-10 border-b hover:bg-hover/60">
                {columns.map((column) => (
                  <td key={column.title} className={`truncate px-3 first:pl-6 last:pr-6 ${column.className ?? ''}`}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {query.data?.length === 0 ? <div className="border-t px-6 py-10 text-center text-sm text-ink-3">{empty}</div> : null}
    </section>
  );
}
