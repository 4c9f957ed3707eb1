'use client';

import type { ExecutionTrace } from '@weft/process';
import { Ban, RotateCcw } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { useCancelExecution, useRerunExecution } from '../client/executions.ts';
import type { ExecutionDetailResource } from '../client/resources.ts';
import { useRefusal } from '../client/session.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatDuration } from '../ui/format.ts';
import { toastProblem } from '../ui/problem-toast.ts';
import { StatusMark } from '../ui/status-mark.tsx';
import { Tag } from '../ui/tag.tsx';
import { Ago } from '../ui/time.tsx';

export interface ExecutionHeaderProps {
  readonly execution: ExecutionDetailResource;
  readonly trace: ExecutionTrace;
}

/** Which execution this is, how it stands, and what can be done about it. */
export function ExecutionHeader({ execution, trace }: ExecutionHeaderProps) {
  const router = useRouter();
  const cancel = useCancelExecution(execution.id);
  const rerun = useRerunExecution(execution.id);
  const refusal = useRefusal('operator');
  const running = trace.status === 'running' || trace.status === 'queued' || trace.status === 'waiting';
  const { startedAt, finishedAt } = trace;
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 overflow-hidden border-b px-4">
      <Link href="/executions" className="shrink-0 text-sm text-ink-3 hover:text-ink">
        Executions
      </Link>
      <span className="text-ink-3">/</span>
      <Link
        href={`/processes/${execution.processId}`}
        className="min-w-0 truncate text-base font-semibold hover:underline"
        title={execution.processName}
      >
        {execution.processName}
      </Link>
      {execution.versionNumber === null ? <Tag tone="draft">draft</Tag> : <Tag>v{execution.versionNumber}</Tag>}
      <StatusMark status={trace.status} />
      <span className="flex items-center gap-2 text-xs whitespace-nowrap text-ink-3 tabular">
        {startedAt === undefined || finishedAt === undefined ? null : formatDuration(finishedAt - startedAt)}
        <Ago at={execution.acceptedAt} />
        {trace.attempt > 1 ? <span>attempt {trace.attempt}</span> : null}
        {execution.parentId === null ? null : (
          <Link href={`/executions/${execution.parentId}`} className="text-accent hover:underline">
            {execution.trigger === 'resume' ? 'resumed from' : 'called by'} {execution.parentId.slice(0, 8)}
          </Link>
        )}
        {trace.replied === undefined ? null : <span>replied {trace.replied.status}</span>}
      </span>
      <div className="ml-auto flex items-center gap-2">
        <span className="hidden items-center font-mono text-2xs text-ink-3 lg:flex">
          {execution.id.slice(0, 13)}
          <CopyButton text={execution.id} label="Copy the execution id" />
        </span>
        {running ? (
          <Button
            icon={<Ban className="size-3.5" />}
            busy={cancel.isPending}
            disabled={refusal !== undefined}
            title={refusal}
            onClick={() => cancel.mutate(undefined, { onSuccess: () => toast('Asked to stop.'), onError: toastProblem })}
          >
            Cancel
          </Button>
        ) : (
          <Button
            icon={<RotateCcw className="size-3.5" />}
            busy={rerun.isPending}
            disabled={refusal !== undefined}
            title={refusal}
            onClick={() =>
              rerun.mutate(undefined, { onSuccess: ({ executionId }) => router.push(`/executions/${executionId}`), onError: toastProblem })
            }
          >
            Run again
          </Button>
        )}
      </div>
    </header>
  );
}
