'use client';

import { Play } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import type { ScheduleResource } from '../client/resources.ts';
import { usePauseSchedule, useRunSchedule } from '../client/schedules.ts';
import { Button } from '../ui/button.tsx';
import { toastProblem } from '../ui/problem-toast.ts';
import { StatusMark } from '../ui/status-mark.tsx';
import { Tag } from '../ui/tag.tsx';
import { Ago } from '../ui/time.tsx';
import { Toggle } from '../ui/toggle.tsx';
import { NextTime } from './next-time.tsx';

export interface ScheduleRowProps {
  readonly schedule: ScheduleResource;
  /** Why the person may not pause and run it; undefined where they may. */
  readonly refusal: string | undefined;
}

/** A schedule in the list: what it starts, when, how it went last, and the switch that holds it. */
export function ScheduleRow({ schedule, refusal }: ScheduleRowProps) {
  const { id, processId, processName, words, paused } = schedule;
  const pause = usePauseSchedule(id);
  const run = useRunSchedule(id);
  const router = useRouter();
  const runNow = () =>
    run.mutate(undefined, {
      onError: toastProblem,
      onSuccess: ({ executionId }) =>
        toast.success(`“${processName}” was started.`, {
          action: { label: 'Watch it', onClick: () => router.push(`/executions/${executionId}`) },
        }),
    });
  return (
    <tr className="h-14 border-b hover:bg-hover/60">
      <td className="truncate pr-4 pl-6">
        <Link href={`/processes/${processId}`} className="text-base font-medium hover:underline" title={processName}>
          {processName}
        </Link>
      </td>
      <td className="pr-4 text-ink-2" title={words}>
        <span className="line-clamp-2">{words}</span>
      </td>
      <td className="pr-4">
        <NextTime schedule={schedule} />
      </td>
      <td>
        <LastTime schedule={schedule} />
      </td>
      <td title={refusal}>
        <Toggle
          label={`${processName} starts by the clock`}
          checked={pause.isPending ? !pause.variables : !paused}
          disabled={refusal !== undefined}
          onChange={(on) => pause.mutate(!on, { onError: toastProblem })}
        />
      </td>
      <td className="pr-6 text-right">
        <Button
          size="small"
          aria-label={`Run ${processName} now`}
          icon={<Play className="size-3" />}
          busy={run.isPending}
          disabled={refusal !== undefined}
          title={refusal}
          onClick={runNow}
        >
          Run now
        </Button>
      </td>
    </tr>
  );
}

function LastTime({ schedule: { lastAt, lastExecutionId, goesOn } }: { readonly schedule: ScheduleResource }) {
  if (lastAt === null || lastExecutionId === null) return <span className="text-xs text-ink-3">not yet</span>;
  return (
    <Link href={`/executions/${lastExecutionId}`} className="inline-flex items-center gap-2 hover:underline">
      {goesOn ? <StatusMark status="running" /> : <Tag>done</Tag>}
      <span className="text-xs text-ink-3">
        <Ago at={lastAt} />
      </span>
    </Link>
  );
}
