'use client';

import type { ExecutionTrace, ProcessFile, TraceDocument } from '@weft/process';
import { useState } from 'react';
import { plural } from '../ui/format.ts';
import { Segments } from '../ui/segments.tsx';
import { DocumentView } from './document-view.tsx';

export interface StepDocumentsProps {
  readonly file: ProcessFile;
  readonly trace: ExecutionTrace;
  readonly stepId: string;
}

/** What went into a step and what came out of it. */
export function StepDocuments({ file, trace, stepId }: StepDocumentsProps) {
  const [side, setSide] = useState<'in' | 'out'>('out');
  const { entered, left } = documentsOf(file, trace, stepId);
  const run = trace.steps[stepId];
  const shown = side === 'in' ? entered : left;
  return (
    <div className="flex flex-col gap-3 p-3">
      {run?.error === undefined ? null : (
        <p role="alert" className="rounded-md bg-bad-soft px-2.5 py-2 text-sm break-words text-bad">
          {run.error.message}
        </p>
      )}
      <Segments
        label="Documents"
        className="w-full"
        value={side}
        options={[
          { value: 'in', label: 'In', count: run?.documentsIn ?? 0 },
          { value: 'out', label: 'Out', count: run?.documentsOut ?? 0 },
        ]}
        onChange={(next) => setSide(next as 'in' | 'out')}
      />
      {shown.length === 0 ? (
        <p className="py-3 text-center text-sm text-ink-3">
          {run === undefined
            ? 'This step did not run.'
            : side === 'in'
              ? 'No document that entered was recorded.'
              : 'Nothing came out of this step.'}
        </p>
      ) : (
        <Pages key={`${stepId} ${side}`} documents={shown} />
      )}
    </div>
  );
}

function Pages({ documents }: { readonly documents: readonly TraceDocument[] }) {
  const [at, setAt] = useState(0);
  const document = documents[Math.min(at, documents.length - 1)];
  if (document === undefined) return null;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-2 text-xs text-ink-3">
        <span className="truncate font-mono" title={document.id}>
          {document.id}
        </span>
        {documents.length === 1 ? null : (
          <label className="ml-auto flex shrink-0 items-center gap-1.5">
            document
            <input
              type="number"
              min={1}
              max={documents.length}
              value={at + 1}
              onChange={(event) => setAt(Math.max(0, Math.min(documents.length, Number(event.target.value)) - 1))}
              className="h-6 w-14 rounded-md border border-line-strong bg-raised px-1.5 text-ink tabular"
            />
            of {plural(documents.length, 'kept', 'kept')}
          </label>
        )}
      </div>
      <DocumentView document={document} />
    </div>
  );
}

/** What entered a step is what its incoming links carried. */
function documentsOf(file: ProcessFile, trace: ExecutionTrace, stepId: string) {
  const incoming = new Set(file.links.filter((link) => link.to === stepId).map((link) => `${link.from.step}/${link.from.port}`));
  return {
    entered: trace.documents.filter((document) => incoming.has(`${document.stepId}/${document.port}`)),
    left: trace.documents.filter((document) => document.stepId === stepId),
  };
}
