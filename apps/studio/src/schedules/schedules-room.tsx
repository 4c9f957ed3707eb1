'use client';

import { CalendarClock } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useSchedules } from '../client/schedules.ts';
import { useRefusal } from '../client/session.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Room } from '../ui/room.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { ScheduleRow } from './schedule-row.tsx';

/** Everything that the clock starts, and when it does so next. */
export function SchedulesRoom() {
  const schedules = useSchedules();
  const router = useRouter();
  const refusal = useRefusal('operator');
  const all = schedules.data ?? [];
  return (
    <Room title="Schedules">
      {schedules.isError ? (
        <div className="p-6">
          <ProblemNote error={schedules.error} onRetry={() => schedules.refetch()} />
        </div>
      ) : null}
      {schedules.isPending ? <SkeletonRows label="Loading schedules" /> : null}
      {all.length === 0 ? null : (
        <table className="w-full table-fixed text-sm">
          <thead className="text-left text-xs text-ink-3">
            <tr className="h-8 border-b">
              <th className="w-[26%] pl-6 font-medium">Process</th>
              <th className="font-medium">Rhythm</th>
              <th className="w-64 font-medium">Next</th>
              <th className="w-36 font-medium">Last</th>
              <th className="w-16 font-medium">On</th>
              <th className="w-28 pr-6">
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {all.map((schedule) => (
              <ScheduleRow key={schedule.id} schedule={schedule} refusal={refusal} />
            ))}
          </tbody>
        </table>
      )}
      {schedules.isSuccess && all.length === 0 ? (
        <EmptyState
          icon={<CalendarClock />}
          title="Nothing starts by the clock yet"
          action={<Button onClick={() => router.push('/processes')}>To the processes</Button>}
        >
          Publish a process that begins with a Schedule, and its next time stands here.
        </EmptyState>
      ) : null}
    </Room>
  );
}
