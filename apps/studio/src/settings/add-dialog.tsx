'use client';

import { type FormEvent, type ReactNode, useId } from 'react';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

export interface AddDialogProps {
  readonly title: string;
  readonly action: string;
  readonly error: Error | null;
  readonly busy: boolean;
  /** The secret of what was made: shown this once, then never again. */
  readonly secret: string | undefined;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Adds something to a list of the settings; shows its secret once where it has one. */
export function AddDialog({ title, action, error, busy, secret, onSubmit, onClose, children }: AddDialogProps) {
  const formId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      footer={
        secret === undefined ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" form={formId} look="primary" busy={busy}>
              {action}
            </Button>
          </>
        ) : (
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        )
      }
    >
      {secret === undefined ? (
        <form id={formId} onSubmit={submit} className="flex flex-col gap-3.5">
          {error === null ? null : <ProblemNote error={error} />}
          {children}
        </form>
      ) : (
        <div className="flex flex-col gap-2">
          <p className="text-sm text-ink-2">Copy it now: it is shown this once and cannot be read again.</p>
          <div className="flex items-center gap-1 rounded-md border bg-sunken py-1 pr-1 pl-2.5">
            <code className="min-w-0 flex-1 font-mono text-xs break-all select-all">{secret}</code>
            <CopyButton text={secret} label="Copy the secret" />
          </div>
        </div>
      )}
    </Dialog>
  );
}
