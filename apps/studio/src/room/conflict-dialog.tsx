'use client';

import { AlertDialog } from 'radix-ui';
import { useState } from 'react';
import { fetchProcess } from '../client/processes.ts';
import { useEditor, useEditorStore } from '../editor/editor-context.tsx';
import { reload } from '../editor/editor-store.ts';
import { downloadProcess } from '../processes/process-file-io.ts';
import { Button } from '../ui/button.tsx';
import { toastProblem } from '../ui/problem-toast.ts';

/** Somebody else saved this process in between: theirs, or mine? */
export function ConflictDialog() {
  const store = useEditorStore();
  const open = useEditor((state) => state.save.status === 'conflict');
  const [busy, setBusy] = useState(false);
  const decide = async (keep: 'theirs' | 'mine') => {
    setBusy(true);
    try {
      const current = await fetchProcess(store.getState().processId);
      if (keep === 'theirs') reload(store, current);
      // Saving on top of their revision replaces their draft with this one.
      else store.setState({ revision: current.revision, savedFile: current.draft, save: { status: 'waiting' } });
    } catch (thrown) {
      toastProblem(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <AlertDialog.Root open={open}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <AlertDialog.Content className="fixed top-[20vh] left-1/2 z-50 w-[480px] max-w-[calc(100vw-32px)] -translate-x-1/2 rounded-xl border border-line-strong bg-raised p-5 shadow-pop">
          <AlertDialog.Title className="text-lg font-semibold tracking-tight">Somebody else changed this process</AlertDialog.Title>
          <AlertDialog.Description className="mt-1 text-sm text-ink-2">
            It was saved from another window or by another person after you opened it. Only one of the two drafts can stay. Versions that
            were published are not touched.
          </AlertDialog.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Button look="quiet" className="mr-auto" onClick={() => downloadProcess(store.getState().file)}>
              Export mine first
            </Button>
            <Button busy={busy} onClick={() => decide('theirs')}>
              Take theirs
            </Button>
            <Button look="primary" busy={busy} onClick={() => decide('mine')}>
              Keep mine
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
