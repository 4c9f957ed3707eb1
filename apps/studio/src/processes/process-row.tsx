'use client';

import { CalendarClock, Copy, Ellipsis, Trash2, Workflow } from 'lucide-react';
import Link from 'next/link';
import { useLastExecution } from '../client/executions.ts';
import type { ProcessResource, ScheduleResource } from '../client/resources.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';
import { StatusMark } from '../ui/status-mark.tsx';
import { Tag } from '../ui/tag.tsx';
import { Ago } from '../ui/time.tsx';

export interface ProcessRowProps {
  readonly process: ProcessResource;
  /** What starts it by the clock, where something does. */
  readonly schedule: ScheduleResource | undefined;
  /** Why the person may not duplicate it; undefined where they may. */
  readonly noDuplicate: string | undefined;
  readonly noDelete: string | undefined;
  readonly onDuplicate: () => void;
  readonly onDelete: () => void;
}

/** A process in the list: what it is called, what is live, where, and how it went last. */
export function ProcessRow({ process, schedule, noDuplicate, noDelete, onDuplicate, onDelete }: ProcessRowProps) {
  const { id, name, description, live, changed, updatedAt } = process;
  const route = live?.routes[0];
  return (
    <li className="group relative grid h-15 grid-cols-[minmax(160px,1.3fr)_132px_minmax(100px,1.4fr)_160px_72px_28px] items-center gap-4 border-b px-6 hover:bg-hover/60">
      <div className="flex min-w-0 items-center gap-3">
        <span className="flex size-8 shrink-0 items-center justify-center rounded-md border bg-raised text-ink-3">
          <Workflow className="size-4" aria-hidden />
        </span>
        <div className="min-w-0">
          <Link href={`/processes/${id}`} className="block truncate text-base font-medium after:absolute after:inset-0" title={name}>
            {name}
          </Link>
          {description === '' ? null : (
            <p className="truncate text-xs text-ink-3" title={description}>
              {description}
            </p>
          )}
        </div>
      </div>
      <div className="flex gap-1">
        {live === null ? <Tag tone="draft">draft</Tag> : <Tag tone="ok">v{live.number} live</Tag>}
        {live !== null && changed ? <Tag tone="draft">changes</Tag> : null}
      </div>
      <div className="relative z-10 flex min-w-0 items-center gap-1">
        {route === undefined ? (
          <ByTheClock schedule={schedule} />
        ) : (
          <>
            <span className="shrink-0 font-mono text-2xs font-medium text-ink-3">{route.methods.join('|')}</span>
            <span className="min-w-0 truncate font-mono text-xs text-ink-2" title={route.url}>
              /{route.path}
            </span>
            <CopyButton text={route.url} label={`Copy the address of ${name}`} />
          </>
        )}
      </div>
      <LastExecution processId={id} />
      <span className="text-right text-xs text-ink-3">
        <Ago at={updatedAt} />
      </span>
      <div className="relative z-10">
        <Menu
          trigger={
            <IconButton label={`More about ${name}`} size="small">
              <Ellipsis className="size-4" />
            </IconButton>
          }
        >
          <MenuItem icon={<Copy />} disabled={noDuplicate !== undefined} title={noDuplicate} onSelect={onDuplicate}>
            Duplicate
          </MenuItem>
          <MenuLine />
          <MenuItem icon={<Trash2 />} danger disabled={noDelete !== undefined} title={noDelete} onSelect={onDelete}>
            Delete
          </MenuItem>
        </Menu>
      </div>
    </li>
  );
}

function ByTheClock({ schedule }: { readonly schedule: ScheduleResource | undefined }) {
  if (schedule === undefined) return <span className="text-sm text-ink-3">–</span>;
  const text = schedule.paused ? `paused: ${schedule.words}` : schedule.words;
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-sm text-ink-2" title={text}>
      <CalendarClock className="size-3.5 shrink-0 text-ink-3" aria-hidden />
      <span className="truncate">{text}</span>
    </span>
  );
}

function LastExecution({ processId }: { readonly processId: string }) {
  const last = useLastExecution(processId).data;
  if (last === undefined || last === null) return <span className="text-xs text-ink-3">{last === null ? 'never executed' : ''}</span>;
  return (
    <Link href={`/executions/${last.id}`} className="relative z-10 flex items-center gap-2 self-center hover:underline">
      <StatusMark status={last.status} />
      <span className="text-xs text-ink-3">
        <Ago at={last.acceptedAt} />
      </span>
    </Link>
  );
}
