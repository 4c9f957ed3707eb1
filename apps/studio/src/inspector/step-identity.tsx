'use client';

import { ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { cx } from '../ui/class-names.ts';
import { FieldRow } from '../ui/field-row.tsx';
import { TextArea, TextInput } from '../ui/text-input.tsx';

export interface StepIdentityProps {
  readonly id: string;
  readonly note: string | undefined;
  readonly readOnly: boolean;
  readonly onRename: (id: string) => string | undefined;
  readonly onNote: (note: string | undefined) => void;
}

/** The id of a step, by which links and traces know it, and a note for people. */
export function StepIdentity({ id, note, readOnly, onRename, onNote }: StepIdentityProps) {
  const [open, setOpen] = useState(note !== undefined);
  const [typed, setTyped] = useState(id);
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  useEffect(() => {
    setTyped(id);
    setRefusal(undefined);
  }, [id]);
  const commit = () => {
    if (typed !== id) setRefusal(onRename(typed));
  };
  return (
    <section className="mt-4 border-t pt-3">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex h-6 items-center gap-1 text-xs font-medium text-ink-2 hover:text-ink"
      >
        <ChevronRight className={cx('size-3.5 transition-transform duration-100', open && 'rotate-90')} aria-hidden />
        Id and note
      </button>
      {open ? (
        <div className="mt-2 flex flex-col gap-3.5">
          <FieldRow htmlFor="step-id" label="Id" problem={refusal} description="Links, logs and the names of joined paths use it.">
            <TextInput
              id="step-id"
              mono
              value={typed}
              readOnly={readOnly}
              aria-invalid={refusal !== undefined || undefined}
              onChange={(event) => setTyped(event.target.value)}
              onBlur={commit}
              onKeyDown={(event) => event.key === 'Enter' && commit()}
            />
          </FieldRow>
          <FieldRow htmlFor="step-note" label="Note" optional>
            <TextArea
              id="step-note"
              value={note ?? ''}
              readOnly={readOnly}
              placeholder="What the next person should know"
              onChange={(event) => onNote(event.target.value === '' ? undefined : event.target.value)}
            />
          </FieldRow>
        </div>
      ) : null}
    </section>
  );
}
