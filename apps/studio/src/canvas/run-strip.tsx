import type { StepRunRecord } from '@weft/process';
import { cx } from '../ui/class-names.ts';
import { formatDuration } from '../ui/format.ts';
import { Spinner } from '../ui/spinner.tsx';

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
export function RunStrip({ run, far }: { readonly run: StepRunRecord | undefined; readonly far: boolean }) {
  if (run === undefined) return null;
  return (
    <div
      role="status"
      className={cx(
        'flex items-center gap-1.5 rounded-b-[7px] px-2.5 font-medium tabular',
        far ? 'h-8 text-lg' : 'h-5.5 text-2xs',
        tones[run.status],
      )}
      title={run.error?.message}
    >
      {run.status === 'running' ? <Spinner className="size-2.5" /> : null}
      {words[run.status]}
      <span className="ml-auto opacity-80">
        {far ? '' : `${run.documentsIn} in · ${run.documentsOut} out`}
        {run.finishedAt === undefined ? '' : `${far ? '' : ' · '}${formatDuration(run.finishedAt - run.startedAt)}`}
      </span>
    </div>
  );
}
