'use client';

import type { ExecutionTrace, StepRunRecord } from '@weft/process';
import { cx } from '../ui/class-names.ts';
import { formatDuration } from '../ui/format.ts';

const bars: Record<StepRunRecord['status'], string> = {
  running: 'bg-run animate-pulse',
  succeeded: 'bg-ok',
  failed: 'bg-bad',
  cancelled: 'bg-warn',
};

export interface WaterfallProps {
  readonly trace: ExecutionTrace;
  readonly titleOf: (stepId: string) => string;
  readonly selected: string | undefined;
  readonly onSelect: (stepId: string) => void;
}

/** Which step ran when, on one scale of time. */
export function Waterfall({ trace, titleOf, selected, onSelect }: WaterfallProps) {
  const steps = Object.values(trace.steps).sort((a, b) => a.startedAt - b.startedAt);
  if (steps.length === 0) return <p className="px-4 py-6 text-sm text-ink-3">No step has run yet.</p>;
  const begin = Math.min(trace.startedAt ?? Number.POSITIVE_INFINITY, ...steps.map((step) => step.startedAt));
  const end = Math.max(...steps.map((step) => step.finishedAt ?? step.startedAt), trace.finishedAt ?? 0, begin + 1);
  const percent = (at: number) => (100 * (at - begin)) / (end - begin);
  return (
    <ol aria-label="Waterfall" className="py-1.5">
      {steps.map((step) => {
        const finished = step.finishedAt ?? end;
        return (
          <li key={step.stepId}>
            <button
              type="button"
              aria-pressed={selected === step.stepId}
              onClick={() => onSelect(step.stepId)}
              className={cx(
                'grid h-7 w-full grid-cols-[minmax(96px,180px)_1fr_56px] items-center gap-3 px-4 text-left text-xs hover:bg-hover',
                selected === step.stepId && 'bg-accent-soft hover:bg-accent-soft',
              )}
            >
              <span className="truncate font-medium" title={titleOf(step.stepId)}>
                {titleOf(step.stepId)}
              </span>
              <span className="relative h-2.5 rounded-sm bg-hover">
                <span
                  className={cx('absolute inset-y-0 min-w-0.75 rounded-sm', bars[step.status])}
                  style={{
                    left: `${Math.min(percent(step.startedAt), 99)}%`,
                    width: `${Math.max(percent(finished) - percent(step.startedAt), 0)}%`,
                  }}
                />
              </span>
              <span className="text-right text-ink-3 tabular">
                {step.finishedAt === undefined ? '…' : formatDuration(finished - step.startedAt)}
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
