'use client';

import { Send, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { useDiscardParked, useParkedDocument } from '../client/parked-documents.ts';
import type { ParkedDocumentResource } from '../client/resources.ts';
import { useRefusal } from '../client/session.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { toastProblem } from '../ui/problem-toast.ts';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { Ago } from '../ui/time.tsx';
import { ParkedBody } from './parked-body.tsx';
import { ParkedState } from './parked-table.tsx';
import { ResumeDialog } from './resume-dialog.tsx';

/** One parked document: why it is here, what is in it, and what can be done about it. */
export function ParkedDocumentRoom({ id }: { readonly id: string }) {
  const parked = useParkedDocument(id);
  const [draft, setDraft] = useState<string | undefined>(undefined);
  return (
    <main aria-label="Parked document" className="flex h-full min-w-0 flex-col">
      {parked.data === undefined ? <Crumbs /> : <Header parked={parked.data} isEdited={draft !== undefined} />}
      <div className="min-h-0 flex-1 overflow-y-auto">
        {parked.isError ? (
          <div className="p-6">
            <ProblemNote error={parked.error} onRetry={() => parked.refetch()} />
          </div>
        ) : null}
        {parked.isPending ? <SkeletonRows label="Loading the document" /> : null}
        {parked.data === undefined ? null : (
          <div className="mx-auto flex max-w-4xl flex-col gap-5 px-6 py-5">
            <Story parked={parked.data} />
            <ParkedBody parked={parked.data} draft={draft} onDraft={setDraft} />
            <Values title="Properties of the document" values={parked.data.document.properties} />
            <Values title="Properties of the execution" values={parked.data.properties} />
          </div>
        )}
      </div>
    </main>
  );
}

function Crumbs() {
  return (
    <header className="flex h-13 shrink-0 items-center border-b px-6">
      <Link href="/parked" className="text-sm text-ink-3 hover:text-ink">
        Parked documents
      </Link>
    </header>
  );
}

interface HeaderProps {
  readonly parked: ParkedDocumentResource;
  /** Its body is being changed, and what would be sent on is not what is seen. */
  readonly isEdited: boolean;
}

function Header({ parked, isEdited }: HeaderProps) {
  const [dialog, setDialog] = useState<'resume' | 'discard' | undefined>(undefined);
  const discard = useDiscardParked(parked.id);
  const notAllowed = useRefusal('operator');
  const refusal = notAllowed ?? (isEdited ? 'Save the body first, or cancel the change.' : undefined);
  const close = () => setDialog(undefined);
  const discardIt = () =>
    discard.mutate(undefined, { onSuccess: () => toast.success('The document was discarded.'), onError: toastProblem, onSettled: close });
  return (
    <header className="flex h-13 shrink-0 items-center gap-3 border-b px-6">
      <Link href="/parked" className="shrink-0 text-sm text-ink-3 hover:text-ink">
        Parked documents
      </Link>
      <span className="text-ink-3">/</span>
      <h1 className="min-w-0 truncate text-base font-semibold" title={`${parked.processName}, ${parked.stepTitle}`}>
        {parked.processName} · {parked.stepTitle}
      </h1>
      <ParkedState parked={parked} />
      {parked.resolution === null ? (
        <div className="ml-auto flex items-center gap-2">
          <Button
            icon={<Trash2 className="size-3.5" />}
            disabled={refusal !== undefined}
            title={refusal}
            onClick={() => setDialog('discard')}
          >
            Discard
          </Button>
          <Button
            look="primary"
            icon={<Send className="size-3.5" />}
            disabled={refusal !== undefined}
            title={refusal}
            onClick={() => setDialog('resume')}
          >
            Send on
          </Button>
        </div>
      ) : null}
      {dialog === 'resume' ? <ResumeDialog parked={parked} onClose={close} /> : null}
      <ConfirmDialog
        open={dialog === 'discard'}
        onOpenChange={(open) => !open && close()}
        title="Discard this document?"
        consequence="It does not go on, and cannot be sent on later."
        action="Discard"
        busy={discard.isPending}
        onConfirm={discardIt}
      />
    </header>
  );
}

/** Where it comes from, and what became of it. */
function Story({
  parked: { reason, parkedAt, processId, processName, executionId, stepId, stepTitle, resolution },
}: {
  readonly parked: ParkedDocumentResource;
}) {
  return (
    <section aria-label="Reason" className="rounded-lg border bg-raised px-4 py-3">
      <p className="text-base font-medium break-words">{reason}</p>
      <p className="mt-1 text-sm text-ink-2">
        Parked <Ago at={parkedAt} /> at the step “{stepTitle}” of{' '}
        <Link href={`/processes/${processId}`} className="text-accent hover:underline">
          {processName}
        </Link>
        , in{' '}
        <Link href={`/executions/${executionId}?step=${encodeURIComponent(stepId)}`} className="text-accent hover:underline">
          this execution
        </Link>
        .
      </p>
      {resolution === null ? null : (
        <p className="mt-1 text-sm text-ink-2">
          {resolution.kind === 'resumed' ? 'Sent on' : 'Discarded'} <Ago at={resolution.at} /> by {resolution.by}
          {resolution.executionId === null ? null : (
            <>
              ; it went on in{' '}
              <Link href={`/executions/${resolution.executionId}`} className="text-accent hover:underline">
                another execution
              </Link>
            </>
          )}
          .
        </p>
      )}
    </section>
  );
}

function Values({ title, values }: { readonly title: string; readonly values: Readonly<Record<string, unknown>> }) {
  const entries = Object.entries(values);
  if (entries.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="mb-1 text-xs font-medium text-ink-3">{title}</h2>
      <dl className="grid grid-cols-[minmax(90px,max-content)_1fr] gap-x-4 gap-y-1 font-mono text-xs">
        {entries.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd className="break-all">{String(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
