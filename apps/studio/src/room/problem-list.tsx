'use client';

import type { ProcessIssue } from '@weft/process';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';

export interface ProblemListProps {
  readonly issues: readonly ProcessIssue[];
  readonly titleOf: (stepId: string) => string;
  readonly onSelect: (stepId: string) => void;
}

/** Everything that is wrong or odd about the draft; a click leads to its place. */
export function ProblemList({ issues, titleOf, onSelect }: ProblemListProps) {
  if (issues.length === 0) {
    return (
      <p className="flex items-center gap-2 px-4 py-6 text-sm text-ink-2">
        <CircleCheck className="size-4 text-ok" aria-hidden /> No problems. The draft can be published.
      </p>
    );
  }
  return (
    <ul aria-label="Problems" className="py-1">
      {issues.map((issue, index) => {
        const { stepId } = issue;
        const Icon = issue.severity === 'error' ? CircleAlert : TriangleAlert;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: issues have no identity of their own
          <li key={index}>
            <button
              type="button"
              disabled={stepId === undefined}
              onClick={() => stepId !== undefined && onSelect(stepId)}
              className="flex w-full items-start gap-2.5 px-4 py-1.5 text-left text-sm enabled:hover:bg-hover"
            >
              <Icon
                className={issue.severity === 'error' ? 'mt-0.5 size-4 shrink-0 text-bad' : 'mt-0.5 size-4 shrink-0 text-warn'}
                aria-hidden
              />
              <span className="min-w-0 flex-1 break-words">{issue.message}</span>
              {stepId === undefined ? null : <span className="max-w-48 shrink-0 truncate text-xs text-ink-3">{titleOf(stepId)}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
