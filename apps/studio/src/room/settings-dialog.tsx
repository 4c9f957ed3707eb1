'use client';

import { redactionMarkProblem } from '@weft/process';
import { useState } from 'react';
import { useMay } from '../client/session.ts';
import { useEditor, useEditorStore } from '../editor/editor-context.tsx';
import { act } from '../editor/gestures.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FieldRow } from '../ui/field-row.tsx';
import { TextArea } from '../ui/text-input.tsx';

/** What holds for the whole process, not for one step. */
export function SettingsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()} title="Process settings">
      {open ? <SettingsForm onClose={onClose} /> : null}
    </Dialog>
  );
}

function SettingsForm({ onClose }: { readonly onClose: () => void }) {
  const store = useEditorStore();
  const settings = useEditor((state) => state.file.settings);
  const mayEdit = useMay('editor') !== false;
  const [text, setText] = useState((settings?.redact ?? []).join('\n'));
  const marks = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const problem = marks.map(redactionMarkProblem).find((found) => found !== undefined);
  const save = () => {
    const { redact: _, ...rest } = settings ?? {};
    const next = marks.length === 0 ? rest : { ...rest, redact: marks };
    act(store, { kind: 'setProcessSettings', ...(Object.keys(next).length === 0 ? {} : { settings: next }) });
    onClose();
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === undefined) save();
      }}
    >
      <FieldRow htmlFor="redact" label="Never record" optional problem={problem}>
        <TextArea
          id="redact"
          mono
          rows={6}
          readOnly={!mayEdit}
          value={text}
          placeholder={'/customer/iban\n//cardNumber\nquery_token'}
          onChange={(event) => setText(event.target.value)}
        />
      </FieldRow>
      <ul className="list-disc space-y-1 pl-4 text-xs text-ink-2">
        <li>
          One mark a line: <code>/customer/iban</code> is a place in JSON, or the path of an XML element from the root (
          <code>/order/@id</code> is an attribute); <code>*</code> is any name.
        </li>
        <li>
          <code>{'//iban'}</code> is that name at any depth; <code>iban</code> is a column of CSV, a field of a form, or a property.
        </li>
        <li>The steps work with the values; records, logs and whoever watches see [redacted]. It holds from the next version on.</li>
      </ul>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{mayEdit ? 'Cancel' : 'Close'}</Button>
        {mayEdit ? (
          <Button type="submit" look="primary" disabled={problem !== undefined}>
            Apply
          </Button>
        ) : null}
      </div>
    </form>
  );
}
