'use client';

import { AlertDialog } from 'radix-ui';
import { Button } from './button.tsx';

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly consequence: string;
  /** The verb on the button: `Delete`. */
  readonly action: string;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
}

/** Asks before something that cannot be undone, and says what will be gone. */
export function ConfirmDialog({ open, onOpenChange, title, consequence, action, busy = false, onConfirm }: ConfirmDialogProps) {
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <AlertDialog.Content className="fixed top-[22vh] left-1/2 z-50 w-[420px] max-w-[calc(100vw-32px)] -translate-x-1/2 rounded-xl border border-line-strong bg-raised p-5 shadow-pop">
          <AlertDialog.Title className="text-lg font-semibold tracking-tight break-words">{title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1 text-sm text-ink-2">{consequence}</AlertDialog.Description>
          <div className="mt-5 flex justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>Cancel</Button>
            </AlertDialog.Cancel>
            <Button look="danger" busy={busy} onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
