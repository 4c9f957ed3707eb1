'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { useProcess, useUnpublish } from '../client/processes.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { toastProblem } from '../ui/problem-toast.ts';

/** Taking a process off its endpoint, asked for once more before it happens. */
export function useLiveActions(processId: string) {
  const process = useProcess(processId).data;
  const unpublishing = useUnpublish(processId);
  const [asking, setAsking] = useState(false);
  const confirm = () =>
    unpublishing.mutate(undefined, {
      onSuccess: () => {
        setAsking(false);
        toast.success('The process is off its endpoint. Callers get a 404 now.');
      },
      onError: toastProblem,
    });
  return {
    live: process?.live != null,
    unpublish: () => setAsking(true),
    confirmation: (
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Take “${process?.name ?? 'the process'}” off its endpoint?`}
        consequence="From then on callers get a 404. Versions stay, and you can publish again at any time."
        action="Take off"
        busy={unpublishing.isPending}
        onConfirm={confirm}
      />
    ),
  };
}
