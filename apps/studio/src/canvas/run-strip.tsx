import type { StepRunRecord } from '@weft/process';
import { cx } from '../ui/class-names.ts';
import { formatDuration } from '../ui/format.ts';
import { Spinner } from '../ui/spinner.tsx';
import type { Reading } from './reading.ts';

const tones: Record<StepRunRecord['status'], string> = {
  running: 'bg-accent-soft text-run',
  succeeded: 'bg-ok-soft text-ok',
  failed: 'bg-bad-soft text-bad',
  cancelled: 'bg-warn-soft text-warn',
};

const words: Record<StepRunRecord['status'], string> = {
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** What happened in a step: state, documents in and out, time. */
export function RunStrip({ run, reading }: { readonly run: StepRunRecord | undefined; readonly reading: Reading }) {
  if (run === undefined) return null;
  const near = reading === 'near';
  return (
    <div
      role="status"
      className={cx(
        'flex items-center gap-1.5 rounded-b-[7px] px-2.5 font-medium tabular',
        near ? 'h-5.5 text-2xs' : reading === 'middle' ? 'h-6.5 text-[14px]' : 'h-8 text-lg',
        tones[run.status],
      )}
      title={run.error?.message}
    >
      {run.status === 'running' ? <Spinner className="size-2.5" /> : null}
      {words[run.status]}
      <span className="ml-auto opacity-80">
        {near ? `${run.documentsIn} in · ${run.documentsOut} out` : ''}
        {run.finishedAt === undefined ? '' : `${near ? ' · ' : ''}${formatDuration(run.finishedAt - run.startedAt)}`}
      </span>
    </div>
  );
}
