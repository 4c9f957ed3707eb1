'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import type { Selection } from '../canvas/canvas-edits.ts';
import { ProcessCanvas } from '../canvas/process-canvas.tsx';
import { useRollBack, useVersion, useVersions } from '../client/processes.ts';
import { useRefusal } from '../client/session.ts';
import { useEditor } from '../editor/editor-context.tsx';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { toastProblem } from '../ui/problem-toast.ts';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { Tag } from '../ui/tag.tsx';
import { Ago } from '../ui/time.tsx';

const nothing: Selection = { steps: [], link: undefined };
const noIssues = [] as const;
const ignore = () => {};

/** All versions, each to look at, and the way back to an older one. */
export function VersionsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const processId = useEditor((state) => state.processId);
  const versions = useVersions(processId, open);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const shown = chosen ?? versions.data?.[0]?.id;
  const version = useVersion(processId, open ? shown : undefined);
  const rollBack = useRollBack(processId);
  const refusal = useRefusal('operator');
  const goBack = (id: string, number: number | null) =>
    rollBack.mutate(id, { onSuccess: () => toast.success(`Version ${number} is live again.`), onError: toastProblem });
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()} title="Versions" width="wide">
      {versions.isError ? <ProblemNote error={versions.error} onRetry={() => versions.refetch()} /> : null}
      {versions.isPending ? <SkeletonRows rows={4} /> : null}
      {versions.data?.length === 0 ? (
        <p className="py-8 text-center text-sm text-ink-2">
          Nothing was published yet. Each publishing makes a version that never changes.
        </p>
      ) : null}
      {versions.data === undefined || versions.data.length === 0 ? null : (
        <div className="grid h-[420px] grid-cols-[260px_1fr] gap-4">
          <ul aria-label="Versions" className="flex flex-col gap-1 overflow-y-auto">
            {versions.data.map((entry) => (
              <li key={entry.id}>
                <button
                  type="button"
                  aria-pressed={entry.id === shown}
                  onClick={() => setChosen(entry.id)}
                  className={cx(
                    'w-full rounded-md border px-2.5 py-2 text-left',
                    entry.id === shown ? 'border-accent bg-accent-soft' : 'border-transparent hover:bg-hover',
                  )}
                >
                  <span className="flex items-center gap-2 text-sm font-medium">
                    v{entry.number}
                    {entry.live ? <Tag tone="ok">live</Tag> : null}
                    <span className="ml-auto text-xs font-normal text-ink-3">
                      <Ago at={entry.publishedAt} />
                    </span>
                  </span>
                  <span className="block truncate text-xs text-ink-3" title={entry.publishedBy}>
                    {entry.publishedBy}
                  </span>
                  {entry.note === '' ? null : <span className="mt-0.5 line-clamp-2 text-xs break-words text-ink-2">{entry.note}</span>}
                </button>
              </li>
            ))}
          </ul>
          <div className="relative overflow-hidden rounded-lg border">
            {version.data === undefined ? null : (
              <>
                <ProcessCanvas
                  key={version.data.id}
                  file={version.data.file}
                  issues={noIssues}
                  trace={undefined}
                  selection={nothing}
                  onSelect={ignore}
                />
                {version.data.live ? null : (
                  <Button
                    className="absolute top-3 left-3"
                    busy={rollBack.isPending}
                    disabled={refusal !== undefined}
                    title={refusal}
                    onClick={() => goBack(version.data.id, version.data.number)}
                  >
                    Roll back to v{version.data.number}
                  </Button>
                )}
              </>
            )}
          </div>
        </div>
      )}
    </Dialog>
  );
}
