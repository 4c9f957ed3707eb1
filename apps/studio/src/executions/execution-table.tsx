'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ExecutionResource, Trigger } from '../client/resources.ts';
import { cx } from '../ui/class-names.ts';
import { formatDuration } from '../ui/format.ts';
import { StatusMark } from '../ui/status-mark.tsx';
import { Tag } from '../ui/tag.tsx';
import { Ago } from '../ui/time.tsx';

const triggerWords: Record<Trigger, string> = {
  http: 'called',
  api: 'API',
  try: 'tried',
  schedule: 'schedule',
  process: 'process',
  resume: 'resumed',
};

/** Executions, a row each; a click opens one. */
export function ExecutionTable({ executions }: { readonly executions: readonly ExecutionResource[] }) {
  const router = useRouter();
  const longest = Math.max(1, ...executions.map((execution) => durationOf(execution) ?? 0));
  return (
    <table className="w-full table-fixed text-sm">
      <thead className="sticky top-0 z-10 bg-panel text-left text-xs text-ink-3 shadow-[inset_0_-1px_0_var(--color-line)]">
        <tr className="h-8">
          <th className="w-34 pl-6 font-medium">Status</th>
          <th className="w-[26%] font-medium">Process</th>
          <th className="w-18 font-medium">Version</th>
          <th className="w-20 font-medium">How</th>
          <th className="w-40 font-medium">Duration</th>
          <th className="font-medium">Error</th>
          <th className="w-28 pr-6 text-right font-medium">When</th>
        </tr>
      </thead>
      <tbody>
        {executions.map((execution) => (
          <tr
            key={execution.id}
            onClick={() => router.push(`/executions/${execution.id}`)}
            className="h-9.5 cursor-pointer border-b hover:bg-hover/60"
          >
            <td className="pl-6">
              <StatusMark status={execution.status} />
            </td>
            <td className="truncate pr-4">
              <Link href={`/executions/${execution.id}`} className="font-medium" title={`${execution.processName} · ${execution.id}`}>
                {execution.processName}
              </Link>
            </td>
            <td>
              {execution.versionNumber === null ? (
                <Tag tone="draft">draft</Tag>
              ) : (
                <span className="text-ink-2 tabular">v{execution.versionNumber}</span>
              )}
            </td>
            <td className="text-ink-2">{triggerWords[execution.trigger]}</td>
            <td>
              <Duration execution={execution} longest={longest} />
            </td>
            <td className="truncate pr-4 text-bad" title={execution.error?.message}>
              {execution.error?.message ?? ''}
            </td>
            <td className="pr-6 text-right text-xs text-ink-3">
              <Ago at={execution.acceptedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Duration({ execution, longest }: { readonly execution: ExecutionResource; readonly longest: number }) {
  const ms = durationOf(execution);
  if (ms === undefined) return <span className="text-ink-3">–</span>;
  return (
    <span className="flex items-center gap-2">
      <span className="w-14 shrink-0 text-right text-xs text-ink-2 tabular">{formatDuration(ms)}</span>
      <span className="h-1.5 w-16 overflow-hidden rounded-full bg-hover" aria-hidden>
        <span
          className={cx('block h-full rounded-full', execution.status === 'failed' ? 'bg-bad' : 'bg-line-strong')}
          style={{ width: `${Math.max(4, (100 * ms) / longest)}%` }}
        />
      </span>
    </span>
  );
}

/** In ms; undefined while it has not ended. */
export function durationOf({ startedAt, finishedAt }: ExecutionResource): number | undefined {
  return startedAt === null || finishedAt === null ? undefined : new Date(finishedAt).getTime() - new Date(startedAt).getTime();
}
