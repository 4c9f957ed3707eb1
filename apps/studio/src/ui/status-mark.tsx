import type { ExecutionStatus } from '@weft/process';
import { cx } from './class-names.ts';

const looks: Record<ExecutionStatus, { readonly dot: string; readonly text: string }> = {
  queued: { dot: 'bg-ink-3', text: 'text-ink-2' },
  running: { dot: 'bg-run animate-pulse', text: 'text-run' },
  waiting: { dot: 'bg-warn', text: 'text-warn' },
  succeeded: { dot: 'bg-ok', text: 'text-ok' },
  failed: { dot: 'bg-bad', text: 'text-bad' },
  cancelled: { dot: 'bg-transparent ring-2 ring-inset ring-warn', text: 'text-warn' },
};

/** The state of an execution: a dot and its word. */
export function StatusMark({ status }: { readonly status: ExecutionStatus }) {
  const look = looks[status];
  return (
    <span className={cx('inline-flex items-center gap-1.5 text-sm font-medium whitespace-nowrap', look.text)}>
      <span className={cx('size-2 shrink-0 rounded-full', look.dot)} />
      {status}
    </span>
  );
}
