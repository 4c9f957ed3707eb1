'use client';

import { ExternalLink } from 'lucide-react';
import Link from 'next/link';
import { useProcesses } from '../client/processes.ts';
import type { PickerProps } from '../form/form-context.tsx';
import { Choice } from '../ui/choice.tsx';

/** The processes there are, with a way to the chosen one. */
export function ProcessPicker({ id, label, value, invalid, disabled, onChange }: PickerProps) {
  const processes = useProcesses();
  const known = processes.data ?? [];
  const chosen = known.find((process) => process.id === value);
  const options: { value: string; label: string; hint?: string }[] = known.map((process) => ({
    value: process.id,
    label: process.name,
    ...(process.live === null ? { hint: 'not published' } : {}),
  }));
  // An id that no process has any more stays visible: taking it away silently would hide the problem.
  if (value !== '' && chosen === undefined && processes.isSuccess) options.push({ value, label: `${value} (missing)` });
  return (
    <div className="flex gap-1">
      <Choice
        id={id}
        label={label}
        value={value === '' ? undefined : value}
        options={options}
        placeholder={known.length === 0 ? 'None yet' : 'Choose a process …'}
        invalid={invalid}
        disabled={disabled}
        onChange={onChange}
      />
      {chosen === undefined ? null : (
        <Link
          href={`/processes/${encodeURIComponent(chosen.id)}`}
          target="_blank"
          aria-label={`Open the process ${chosen.name}`}
          className="flex size-8 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-hover"
        >
          <ExternalLink className="size-3.5" />
        </Link>
      )}
    </div>
  );
}
