'use client';

import Link from 'next/link';
import { useCalledExecutions } from '../client/executions.ts';
import { formatDuration } from '../ui/format.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { StatusMark } from '../ui/status-mark.tsx';
import { Ago } from '../ui/time.tsx';
import { durationOf } from './execution-table.tsx';

/** The executions that this one called, newest first, each a link to its own page. */
export function CalledExecutions({ executionId, goesOn }: { readonly executionId: string; readonly goesOn: boolean }) {
  const called = useCalledExecutions(executionId, goesOn);
  if (called.isError) return <ProblemNote error={called.error} onRetry={() => called.refetch()} />;
  if (called.data === undefined) return null;
  const { executions, next } = called.data;
  if (executions.length === 0) return <p className="text-sm text-ink-3">This execution has called no other process.</p>;
  return (
    <>
      <ul className="divide-y rounded-lg border">
        {executions.map((execution) => (
          <li key={execution.id}>
            <Link href={`/executions/${execution.id}`} className="flex items-center gap-3 px-3 py-2 text-sm hover:bg-hover">
              <StatusMark status={execution.status} />
              <span className="min-w-0 flex-1 truncate" title={execution.processName}>
                {execution.processName}
              </span>
              <span className="shrink-0 text-xs text-ink-3 tabular">{inWords(durationOf(execution))}</span>
              <span className="shrink-0 text-xs text-ink-3">
                <Ago at={execution.acceptedAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {next === null ? null : <p className="mt-2 text-xs text-ink-3">Only the newest {executions.length} are shown.</p>}
    </>
  );
}

function inWords(ms: number | undefined): string {
  return ms === undefined ? '' : formatDuration(ms);
}
