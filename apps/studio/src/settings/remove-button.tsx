'use client';

import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useRemove } from '../client/administration.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { toastProblem } from '../ui/problem-toast.ts';

export interface RemoveButtonProps {
  readonly kind: 'people' | 'tokens' | 'endpoint-keys';
  readonly id: string;
  readonly name: string;
  readonly consequence: string;
  readonly disabled?: boolean;
}

/** Takes a row out of a list, after asking. */
export function RemoveButton({ kind, id, name, consequence, disabled }: RemoveButtonProps) {
  const remove = useRemove(kind);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <IconButton label={`Remove ${name}`} size="small" disabled={disabled} onClick={() => setAsking(true)}>
        <Trash2 className="size-3.5" />
      </IconButton>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Remove “${name}”?`}
        consequence={consequence}
        action="Remove"
        busy={remove.isPending}
        onConfirm={() => remove.mutate(id, { onError: toastProblem, onSettled: () => setAsking(false) })}
      />
    </>
  );
}
