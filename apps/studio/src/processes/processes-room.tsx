'use client';

import { FileUp, Plus, Search } from 'lucide-react';
import { useState } from 'react';
import { useDeleteProcess, useProcesses } from '../client/processes.ts';
import type { ProcessResource } from '../client/resources.ts';
import { useSchedules } from '../client/schedules.ts';
import { useRefusal } from '../client/session.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { toastProblem } from '../ui/problem-toast.ts';
import { Room } from '../ui/room.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { ProcessRow } from './process-row.tsx';
import { ThreeDoors } from './three-doors.tsx';
import { useProcessActions } from './use-process-actions.ts';

/** All processes, and the ways to a new one. */
export function ProcessesRoom() {
  const processes = useProcesses();
  const schedules = useSchedules().data;
  const all = processes.data ?? [];
  const [search, setSearch] = useState('');
  const [deleting, setDeleting] = useState<ProcessResource | undefined>(undefined);
  const actions = useProcessActions(all);
  const remove = useDeleteProcess();
  const noCreate = useRefusal('editor');
  const noDelete = useRefusal('operator');
  const found = all.filter((process) => matches(process, search.trim().toLowerCase()));
  const confirmDelete = () => {
    if (deleting === undefined) return;
    remove.mutate(deleting.id, { onSuccess: () => setDeleting(undefined), onError: toastProblem });
  };
  return (
    <Room
      title="Processes"
      actions={
        <>
          <div className="relative w-60">
            <Search className="pointer-events-none absolute top-2.25 left-2 size-3.5 text-ink-3" aria-hidden />
            <TextInput
              type="search"
              aria-label="Search processes"
              placeholder="Search by name or address"
              className="pl-7"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </div>
          <Button icon={<FileUp className="size-3.5" />} disabled={noCreate !== undefined} title={noCreate} onClick={actions.importFile}>
            Import
          </Button>
          <Button
            look="primary"
            busy={actions.busy}
            disabled={noCreate !== undefined}
            title={noCreate}
            icon={<Plus className="size-4" />}
            onClick={actions.createBlank}
          >
            New process
          </Button>
        </>
      }
    >
      {processes.isError ? (
        <div className="p-6">
          <ProblemNote error={processes.error} onRetry={() => processes.refetch()} />
        </div>
      ) : null}
      {processes.isPending ? <SkeletonRows label="Loading processes" /> : null}
      {processes.isSuccess && all.length > 0 ? (
        <ul aria-label="Processes">
          {found.map((process) => (
            <ProcessRow
              key={process.id}
              process={process}
              schedule={schedules?.find(({ processId }) => processId === process.id)}
              noDuplicate={noCreate}
              noDelete={noDelete}
              onDuplicate={() => actions.duplicate(process.id)}
              onDelete={() => setDeleting(process)}
            />
          ))}
        </ul>
      ) : null}
      {all.length > 0 && found.length === 0 ? (
        <p className="py-14 text-center text-sm break-words text-ink-3">No process goes by “{search}”.</p>
      ) : null}
      {processes.isSuccess && all.length <= 3 && search === '' && noCreate === undefined ? (
        <ThreeDoors processes={all} onDraw={actions.createBlank} onTemplate={actions.duplicate} onImport={actions.importFile} />
      ) : null}
      <ConfirmDialog
        open={deleting !== undefined}
        onOpenChange={(open) => !open && setDeleting(undefined)}
        title={`Delete “${deleting?.name ?? ''}”?`}
        consequence={
          deleting?.live === null
            ? 'Its draft will be gone. What it executed stays for the record.'
            : 'It is live: callers of its address get a 404 from then on. Its draft will be gone; what it executed stays for the record.'
        }
        action="Delete"
        busy={remove.isPending}
        onConfirm={confirmDelete}
      />
    </Room>
  );
}

function matches({ name, description, live }: ProcessResource, wanted: string): boolean {
  return [name, description, ...(live?.routes ?? []).map((route) => route.path)].some((text) => text.toLowerCase().includes(wanted));
}
