'use client';

import { nextTime, scheduleInWords } from '@weft/step-kit';
import { useState } from 'react';
import { useEditor } from '../editor/editor-context.tsx';
import { FieldRow } from '../ui/field-row.tsx';
import { formatDay } from '../ui/format.ts';
import { TextInput } from '../ui/text-input.tsx';
import { draftSchedule } from './draft-routes.ts';
import { TryBar } from './try-bar.tsx';
import { TryReply } from './try-reply.tsx';
import { useTry } from './use-try.ts';

/** Runs the draft as its schedule would, for a time of one's choice. */
export function TryTime() {
  const schedule = useEditor((state) => draftWords(draftSchedule(state.file)));
  // Text of `datetime-local`: on the person's clock, to the minute; '' is now.
  const [due, setDue] = useState('');
  const { send, stopWaiting } = useTry(() => ({ properties: { schedule_due_at: dueAt(due) } }));
  return (
    <div className="grid h-full grid-cols-2 divide-x">
      <form
        aria-label="Request"
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <TryBar pending={send.isPending} action="Run" onStopWaiting={stopWaiting}>
          <span className="min-w-0 flex-1 truncate px-1 text-sm text-ink-2" title={schedule}>
            {schedule ?? 'The schedule has no rhythm yet'}
          </span>
        </TryBar>
        <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-3">
          <FieldRow
            htmlFor="try-due"
            label="Due time"
            optional
            description="What the process finds in schedule_due_at, on your clock. Left empty, it is now."
          >
            <TextInput id="try-due" type="datetime-local" className="w-56" value={due} onChange={(event) => setDue(event.target.value)} />
          </FieldRow>
        </div>
      </form>
      <TryReply error={send.error} started={send.data?.started} ms={send.data?.ms} pending={send.isPending} answers={false} />
    </div>
  );
}

function dueAt(local: string): string {
  const at = local === '' ? new Date() : new Date(local);
  return (Number.isNaN(at.getTime()) ? new Date() : at).toISOString();
}

function draftWords(schedule: ReturnType<typeof draftSchedule>): string | undefined {
  if (schedule === undefined) return undefined;
  const next = nextTime(schedule, new Date());
  return `${scheduleInWords(schedule)}${next === undefined ? '' : `; once published, next on ${formatDay(next)}`}`;
}
