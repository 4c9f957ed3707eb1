'use client';

import { Activity } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { type ExecutionFilters, useExecutions } from '../client/executions.ts';
import type { Trigger } from '../client/resources.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Room } from '../ui/room.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { ExecutionFilterBar } from './execution-filter-bar.tsx';
import { ExecutionTable } from './execution-table.tsx';
import { useStreamedList } from './use-streamed-list.ts';

/** What is executed now and what was, streaming in; the filters stand in the address. */
export function ExecutionsRoom() {
  const search = useSearchParams();
  const router = useRouter();
  const path = usePathname();
  const filters = useMemo<ExecutionFilters>(
    () => ({
      process: search.get('process') ?? undefined,
      status: search.get('status') ?? undefined,
      trigger: (search.get('trigger') as Trigger | null) ?? undefined,
    }),
    [search],
  );
  const executions = useExecutions(filters);
  useStreamedList(filters);
  const rows = executions.data?.pages.flatMap((page) => page.executions) ?? [];
  const filtered = Object.values(filters).some((value) => value !== undefined);
  const setFilters = (next: ExecutionFilters) => {
    const query = new URLSearchParams(Object.entries(next).filter((entry): entry is [string, string] => entry[1] !== undefined));
    router.replace(query.size === 0 ? path : `${path}?${query}`, { scroll: false });
  };
  return (
    <Room title="Executions" bar={<ExecutionFilterBar filters={filters} onChange={setFilters} />}>
      {executions.isError ? (
        <div className="p-6">
          <ProblemNote error={executions.error} onRetry={() => executions.refetch()} />
        </div>
      ) : null}
      {executions.isPending ? <SkeletonRows rows={10} label="Loading executions" /> : null}
      {rows.length > 0 ? <ExecutionTable executions={rows} /> : null}
      {executions.isSuccess && rows.length === 0 ? (
        <EmptyState
          icon={<Activity />}
          title={filtered ? 'Nothing fits these filters' : 'Nothing was executed yet'}
          action={
            filtered ? (
              <Button onClick={() => setFilters({})}>Clear the filters</Button>
            ) : (
              <Button onClick={() => router.push('/processes')}>To the processes</Button>
            )
          }
        >
          {filtered
            ? 'Executions that fit appear here as they happen.'
            : 'Each call of an endpoint, and each time you try a process, leaves its steps, documents and log here.'}
        </EmptyState>
      ) : null}
      {executions.hasNextPage ? (
        <div className="flex justify-center p-4">
          <Button busy={executions.isFetchingNextPage} onClick={() => executions.fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      ) : null}
    </Room>
  );
}
