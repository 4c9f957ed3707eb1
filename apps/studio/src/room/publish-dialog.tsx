'use client';

import type { ProcessIssue } from '@weft/process';
import { scheduleInWords } from '@weft/step-kit';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { usePublish } from '../client/processes.ts';
import type { PublicationResource } from '../client/resources.ts';
import { useScheduleOf } from '../client/schedules.ts';
import { whenSaved } from '../editor/autosave.ts';
import { useEditor, useEditorStore } from '../editor/editor-context.tsx';
import { NextTime } from '../schedules/next-time.tsx';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FieldRow } from '../ui/field-row.tsx';
import { plural } from '../ui/format.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextArea } from '../ui/text-input.tsx';
import { curlLine, draftRoutes, draftSchedule } from './draft-routes.ts';

export interface PublishDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly issues: readonly ProcessIssue[];
}

/** Makes a version of the draft and puts it on its endpoint or its schedule. */
export function PublishDialog({ open, onClose, issues }: PublishDialogProps) {
  const store = useEditorStore();
  const processId = useEditor((state) => state.processId);
  const file = useEditor((state) => state.file);
  const [note, setNote] = useState('');
  const [unsaved, setUnsaved] = useState<Error | undefined>(undefined);
  const publish = usePublish(processId);
  const errors = issues.filter((issue) => issue.severity === 'error');
  const routes = open ? draftRoutes(file) : [];
  const schedule = open ? draftSchedule(file) : undefined;

  const close = () => {
    onClose();
    publish.reset();
    setNote('');
    setUnsaved(undefined);
  };
  const submit = async () => {
    try {
      await whenSaved(store);
      setUnsaved(undefined);
    } catch (thrown) {
      setUnsaved(thrown instanceof Error ? thrown : new Error(String(thrown)));
      return;
    }
    publish.mutate({ revision: store.getState().revision, note });
  };
  const done = publish.data;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title={done === undefined ? 'Publish' : `Version ${done.version.number} is live`}
      footer={
        done === undefined ? (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button look="primary" busy={publish.isPending} disabled={errors.length > 0} onClick={submit}>
              Publish now
            </Button>
          </>
        ) : (
          <Button look="primary" onClick={close}>
            Done
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {publish.isError ? <ProblemNote error={publish.error} /> : null}
        {unsaved === undefined ? null : <ProblemNote error={unsaved} />}
        {done === undefined ? (
          <>
            <Problems issues={errors} />
            {routes.map((route) => (
              <p key={route.path} className="text-sm text-ink-2">
                It will answer <span className="font-mono text-xs font-medium text-ink">{route.methods.join(' | ')}</span> at{' '}
                <span className="font-mono text-xs font-medium break-all text-ink">/ws/rest/{route.path}</span>
              </p>
            ))}
            {schedule === undefined ? null : (
              <p className="text-sm text-ink-2">
                The clock will start it <span className="font-medium text-ink">{scheduleInWords(schedule)}</span>.
              </p>
            )}
            <FieldRow htmlFor="publish-note" label="Note" optional description="What is new in this version.">
              <TextArea id="publish-note" value={note} maxLength={2000} onChange={(event) => setNote(event.target.value)} />
            </FieldRow>
          </>
        ) : (
          <Published publication={done} processId={processId} />
        )}
      </div>
    </Dialog>
  );
}

function Problems({ issues }: { readonly issues: readonly ProcessIssue[] }) {
  if (issues.length === 0) return null;
  return (
    <div role="alert" className="rounded-lg border border-bad/30 bg-bad-soft px-3 py-2.5 text-sm">
      <p className="flex items-center gap-2 font-medium">
        <CircleAlert className="size-4 text-bad" aria-hidden />
        {plural(issues.length, 'problem')} to mend before it can be published
      </p>
      <ul className="mt-1.5 list-disc space-y-0.5 pl-9 text-ink-2">
        {issues.slice(0, 6).map((issue) => (
          <li key={issue.code + issue.message + issue.stepId}>{issue.message}</li>
        ))}
        {issues.length > 6 ? <li>… and {issues.length - 6} more</li> : null}
      </ul>
    </div>
  );
}

function Published({
  publication: { routes, gateways },
  processId,
}: {
  readonly publication: PublicationResource;
  readonly processId: string;
}) {
  const schedule = useScheduleOf(processId);
  const total = gateways.serving.length + gateways.notServing.length;
  return (
    <>
      <p role="status" className="flex items-center gap-2 text-sm">
        <CircleCheck className="size-4 shrink-0 text-ok" aria-hidden />
        {total === 0
          ? 'Published. No gateway is running now; the next one to start serves it.'
          : `Live on ${gateways.serving.length} of ${plural(total, 'gateway')}.`}
      </p>
      {gateways.notServing.length === 0 ? null : (
        <p className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">Not yet on: {gateways.notServing.join(', ')}</p>
      )}
      {schedule === undefined ? null : (
        <div>
          <p className="mb-1 text-xs font-medium text-ink-2">Next run</p>
          <NextTime schedule={schedule} />
        </div>
      )}
      {routes.map((route) => (
        <div key={route.path} className="flex flex-col gap-3">
          <Copyable label="Address" text={route.url} />
          <Copyable label="Call it" text={curlLine(route)} />
        </div>
      ))}
    </>
  );
}

function Copyable({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div>
      <p className="mb-1 text-xs font-medium text-ink-2">{label}</p>
      <div className="flex items-start gap-1 rounded-md border bg-sunken py-1 pr-1 pl-2.5">
        <code className="min-w-0 flex-1 py-0.5 font-mono text-xs break-all select-all">{text}</code>
        <CopyButton text={text} label={`Copy ${label.toLowerCase()}`} />
      </div>
    </div>
  );
}
