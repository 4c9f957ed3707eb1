'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { ApiProblem } from '../client/api.ts';
import { fetchProcess } from '../client/processes.ts';
import { startAutosave } from '../editor/autosave.ts';
import { EditorProvider } from '../editor/editor-context.tsx';
import { createEditorStore, type LoadedDraft } from '../editor/editor-store.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { RoomLayout } from './room-layout.tsx';
import { useSelectionInAddress } from './use-selection-in-address.ts';

/** The canvas room of one process: fetches its draft, then works on it in memory and saves behind. */
export function ProcessRoom({ id }: { readonly id: string }) {
  // Opened afresh each time: from then on the draft in memory is the truth of this page.
  const draft = useQuery({
    queryKey: ['draft', id],
    queryFn: ({ signal }) => fetchProcess(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (draft.isError) return <Unreachable error={draft.error} onRetry={() => draft.refetch()} />;
  if (draft.data === undefined) {
    return (
      <div role="status" aria-label="Loading the process" className="flex h-full items-center justify-center bg-canvas text-ink-3">
        <Spinner className="size-5" />
      </div>
    );
  }
  return <OpenProcess key={id} loaded={draft.data} />;
}

function OpenProcess({ loaded }: { readonly loaded: LoadedDraft }) {
  const store = useMemo(() => createEditorStore(loaded), [loaded]);
  useEffect(() => startAutosave(store), [store]);
  useSelectionInAddress(store);
  return (
    <EditorProvider store={store}>
      <RoomLayout />
    </EditorProvider>
  );
}

function Unreachable({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const gone = error instanceof ApiProblem && error.status === 404;
  return (
    <main className="mx-auto flex h-full max-w-lg flex-col justify-center gap-3 p-6">
      <h1 className="text-xl font-semibold tracking-tight">{gone ? 'There is no such process' : 'The process could not be opened'}</h1>
      <ProblemNote error={error} onRetry={gone ? undefined : onRetry} />
      <a href="/processes" className="text-sm text-accent hover:underline">
        To the processes
      </a>
    </main>
  );
}
