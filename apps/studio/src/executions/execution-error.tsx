'use client';

import type { ExecutionError as ExecutionErrorRecord } from '@weft/process';
import { CircleAlert } from 'lucide-react';
import Link from 'next/link';

export interface ExecutionErrorProps {
  readonly error: ExecutionErrorRecord | undefined;
  readonly titleOf: (stepId: string) => string;
  readonly onSelect: (stepId: string) => void;
  readonly processId: string;
}

/** Why it failed: a sentence, a place, a next action. */
export function ExecutionError({ error, titleOf, onSelect, processId }: ExecutionErrorProps) {
  if (error === undefined) return null;
  const { stepId } = error;
  return (
    <div role="alert" className="flex shrink-0 items-start gap-3 border-b border-bad/25 bg-bad-soft px-4 py-2.5 text-sm">
      <CircleAlert className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{error.message}</p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-xs text-ink-2">
          <span className="font-mono">{error.code}</span>
          {stepId === undefined ? null : (
            <>
              <button type="button" onClick={() => onSelect(stepId)} className="underline underline-offset-2 hover:text-ink">
                in {titleOf(stepId)}
              </button>
              <Link
                href={`/processes/${processId}?step=${encodeURIComponent(stepId)}`}
                className="underline underline-offset-2 hover:text-ink"
              >
                Open its settings
              </Link>
            </>
          )}
          {error.pointer === undefined ? null : <span className="font-mono">{error.pointer}</span>}
        </p>
      </div>
    </div>
  );
}
