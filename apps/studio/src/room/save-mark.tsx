'use client';

import { Check, CloudOff, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEditor } from '../editor/editor-context.tsx';
import type { SaveState } from '../editor/editor-store.ts';
import { Spinner } from '../ui/spinner.tsx';

const marks: Record<SaveState['status'], { readonly icon: ReactNode; readonly text: string }> = {
  saved: { icon: <Check className="size-3.5" />, text: 'saved' },
  waiting: { icon: <Spinner className="size-3" />, text: 'saving' },
  saving: { icon: <Spinner className="size-3" />, text: 'saving' },
  offline: { icon: <CloudOff className="size-3.5 text-warn" />, text: 'not saved: the server is not reached, trying again' },
  conflict: { icon: <TriangleAlert className="size-3.5 text-warn" />, text: 'not saved: changed by somebody else' },
  refused: { icon: <TriangleAlert className="size-3.5 text-bad" />, text: 'not saved' },
};

/** Whether what is on the screen is on the server too. */
export function SaveMark() {
  const save = useEditor((state) => state.save);
  const { icon, text } = marks[save.status];
  return (
    <span
      role="status"
      aria-label="Save state"
      className="flex min-w-0 items-center gap-1 text-xs text-ink-3"
      title={save.status === 'refused' ? save.message : text}
    >
      {icon}
      <span className="truncate">{save.status === 'refused' ? `not saved: ${save.message}` : text}</span>
    </span>
  );
}
