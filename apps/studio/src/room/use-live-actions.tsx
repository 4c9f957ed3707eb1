'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { useProcess, useUnpublish } from '../client/processes.ts';
import { useScheduleOf } from '../client/schedules.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { toastProblem } from '../ui/problem-toast.ts';

const ofEndpoint = {
  title: 'Take off its endpoint',
  question: 'Take off its endpoint:',
  consequence: 'From then on callers get a 404.',
  done: 'The process is off its endpoint. Callers get a 404 now.',
};

const ofSchedule = {
  title: 'Take off its schedule',
  question: 'Take off its schedule:',
  consequence: 'From then on the clock starts nothing. To hold it for a while, pause it in Schedules.',
  done: 'The process is off its schedule.',
};

/** Taking a process off its endpoint or its schedule, asked for once more before it happens. */
export function useLiveActions(processId: string) {
  const process = useProcess(processId).data;
  const unpublishing = useUnpublish(processId);
  const timed = useScheduleOf(processId) !== undefined;
  const words = timed ? ofSchedule : ofEndpoint;
  const [asking, setAsking] = useState(false);
  const confirm = () =>
    unpublishing.mutate(undefined, {
      onSuccess: () => {
        setAsking(false);
        toast.success(words.done);
      },
      onError: toastProblem,
    });
  return {
    live: process?.live != null,
    unpublish: () => setAsking(true),
    unpublishTitle: words.title,
    confirmation: (
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`${words.question} “${process?.name ?? 'the process'}”?`}
        consequence={`${words.consequence} Versions stay, and you can publish again at any time.`}
        action="Take off"
        busy={unpublishing.isPending}
        onConfirm={confirm}
      />
    ),
  };
}
