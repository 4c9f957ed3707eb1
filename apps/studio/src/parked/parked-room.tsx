'use client';

import { Inbox } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type ParkedFilters, useParkedDocuments } from '../client/parked-documents.ts';
import { useProcesses } from '../client/processes.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Room } from '../ui/room.tsx';
import { Segments } from '../ui/segments.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { ParkedTable } from './parked-table.tsx';

/** The documents that wait for somebody, and those that are done with; the filters stand in the address. */
export function ParkedRoom() {
  const [filters, setFilters] = useFilters();
  const parked = useParkedDocuments(filters);
  const rows = parked.data?.pages.flatMap((page) => page.documents) ?? [];
  return (
    <Room title="Parked documents" bar={<FilterBar filters={filters} onChange={setFilters} />}>
      {parked.isError ? (
        <div className="p-6">
          <ProblemNote error={parked.error} onRetry={() => parked.refetch()} />
        </div>
      ) : null}
      {parked.isPending ? <SkeletonRows label="Loading parked documents" /> : null}
      {rows.length > 0 ? <ParkedTable documents={rows} /> : null}
      {parked.isSuccess && rows.length === 0 ? <Nothing filters={filters} onClear={() => setFilters({ state: 'open' })} /> : null}
      {parked.hasNextPage ? (
        <div className="flex justify-center p-4">
          <Button busy={parked.isFetchingNextPage} onClick={() => parked.fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      ) : null}
    </Room>
  );
}

function Nothing({ filters, onClear }: { readonly filters: ParkedFilters; readonly onClear: () => void }) {
  if (filters.state === 'resolved' || filters.process !== undefined) {
    return (
      <EmptyState icon={<Inbox />} title="Nothing fits here" action={<Button onClick={onClear}>Show all that wait</Button>}>
        {filters.state === 'resolved' ? 'What is sent on or discarded stands here for a while.' : 'No document of this process waits.'}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Inbox />} title="No document waits for anybody">
      A step Park puts documents here that only people can help; so does a worker that died in the middle of a step that must not happen
      twice.
    </EmptyState>
  );
}

function FilterBar({ filters, onChange }: { readonly filters: ParkedFilters; readonly onChange: (filters: ParkedFilters) => void }) {
  const processes = useProcesses().data ?? [];
  const all = 'all';
  return (
    <div className="flex h-12 shrink-0 items-center gap-2 border-b px-6">
      <Segments
        label="State"
        value={filters.state}
        options={[
          { value: 'open', label: 'Waiting' },
          { value: 'resolved', label: 'Done' },
        ]}
        onChange={(state) => onChange({ ...filters, state: state as ParkedFilters['state'] })}
      />
      <Choice
        label="Process"
        className="w-56"
        value={filters.process ?? all}
        options={[{ value: all, label: 'All processes' }, ...processes.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(process) => onChange({ ...filters, process: process === all ? undefined : process })}
      />
    </div>
  );
}

function useFilters(): readonly [ParkedFilters, (filters: ParkedFilters) => void] {
  const search = useSearchParams();
  const router = useRouter();
  const path = usePathname();
  const filters: ParkedFilters = {
    state: search.get('state') === 'resolved' ? 'resolved' : 'open',
    process: search.get('process') ?? undefined,
  };
  const set = ({ state, process }: ParkedFilters) => {
    const query = new URLSearchParams({ ...(state === 'open' ? {} : { state }), ...(process === undefined ? {} : { process }) });
    router.replace(query.size === 0 ? path : `${path}?${query}`, { scroll: false });
  };
  return [filters, set];
}
