'use client';

import type { ScheduleResource } from '../client/resources.ts';
import { formatAhead, formatDay, formatTimeOfDay } from '../ui/format.ts';
import { Tag } from '../ui/tag.tsx';
import { useNow } from '../ui/time.tsx';

/** When a schedule is due next: on the person's clock, and on the schedule's where that is another. */
export function NextTime({ schedule: { paused, nextAt, timeZone } }: { readonly schedule: ScheduleResource }) {
  const now = useNow();
  if (paused) return <Tag tone="warn">paused</Tag>;
  if (nextAt === null) return <span className="text-xs text-ink-3">never again</span>;
  const at = new Date(nextAt);
  const here = formatDay(at);
  const isElsewhere = here !== formatDay(at, timeZone);
  return (
    <time dateTime={nextAt} className="block leading-tight tabular">
      <span className="block truncate">
        {here} <span className="text-ink-3">· {formatAhead(at.getTime(), now)}</span>
      </span>
      {isElsewhere ? (
        <span className="block truncate text-xs text-ink-3">
          {formatTimeOfDay(at, timeZone)} in {timeZone}
        </span>
      ) : null}
    </time>
  );
}
