'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type ResumeChoice, useResumeParked } from '../client/parked-documents.ts';
import type { ParkedDocumentResource } from '../client/resources.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { cx } from '../ui/class-names.ts';
import { Dialog } from '../ui/dialog.tsx';
import { FieldRow } from '../ui/field-row.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Segments } from '../ui/segments.tsx';

export interface ResumeDialogProps {
  readonly parked: ParkedDocumentResource;
  readonly onClose: () => void;
}

type How = NonNullable<ResumeChoice['how']>;

const ways: ReadonlyArray<{ readonly how: How; readonly title: string; readonly text: string }> = [
  { how: 'go-on', title: 'It happened: go on', text: 'The step is left out; the document goes on behind it, as it came to the step.' },
  { how: 'run-again', title: 'It did not happen: run again', text: 'The document enters the step once more.' },
];

/** Asks how a parked document goes on, and sends it. */
export function ResumeDialog({ parked, onClose }: ResumeDialogProps) {
  const isUnknown = parked.kind === 'outcome-unknown';
  const [how, setHow] = useState<How | undefined>(isUnknown ? undefined : 'go-on');
  const [port, setPort] = useState(parked.port ?? parked.ports[0]?.id);
  const [version, setVersion] = useState<ResumeChoice['version']>('begun-with');
  const resume = useResumeParked(parked.id);
  const router = useRouter();
  const send = () => {
    if (how === undefined) return;
    const choice: ResumeChoice = { how, version, ...(how === 'go-on' && port !== undefined ? { port } : {}) };
    resume.mutate(choice, { onSuccess: ({ executionId }) => router.push(`/executions/${executionId}`) });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Send the document on"
      description={
        isUnknown
          ? `Nobody knows whether “${parked.stepTitle}” took effect. Look into the other system first.`
          : `It goes on behind “${parked.stepTitle}”, in an execution of its own.`
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={resume.isPending} disabled={how === undefined} onClick={send}>
            Send on
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {isUnknown ? <Ways how={how} onChange={setHow} /> : null}
        {how === 'go-on' && parked.ports.length > 1 ? (
          <FieldRow htmlFor="resume-port" label="By" description="The port of the step by which it leaves.">
            <Choice
              id="resume-port"
              label="By"
              value={port}
              options={parked.ports.map(({ id, title }) => ({ value: id, label: title }))}
              onChange={setPort}
            />
          </FieldRow>
        ) : null}
        <FieldRow
          htmlFor="resume-version"
          label="Version of the process"
          description="The live one where you have mended the process meanwhile; it has to have the step still."
        >
          <Segments
            label="Version of the process"
            value={version}
            options={[
              { value: 'begun-with', label: 'As it was parked' },
              { value: 'live', label: 'Live now' },
            ]}
            onChange={(next) => setVersion(next as ResumeChoice['version'])}
          />
        </FieldRow>
        {resume.isError ? <ProblemNote error={resume.error} /> : null}
      </div>
    </Dialog>
  );
}

function Ways({ how, onChange }: { readonly how: How | undefined; readonly onChange: (how: How) => void }) {
  return (
    <div role="radiogroup" aria-label="Did it happen?" className="grid grid-cols-2 gap-2">
      {ways.map((way) => (
        <label
          key={way.how}
          className={cx(
            'flex cursor-pointer items-start gap-2 rounded-lg border px-3 py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-accent',
            how === way.how ? 'border-accent bg-accent-soft' : 'border-line-strong hover:bg-hover',
          )}
        >
          <input type="radio" name="how" className="mt-1 accent-accent" checked={how === way.how} onChange={() => onChange(way.how)} />
          <span className="min-w-0">
            <span className="block text-sm font-medium">{way.title}</span>
            <span className="block text-xs text-ink-2">{way.text}</span>
          </span>
        </label>
      ))}
    </div>
  );
}
