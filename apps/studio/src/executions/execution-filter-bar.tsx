'use client';

import { X } from 'lucide-react';
import type { ExecutionFilters } from '../client/executions.ts';
import { useProcesses } from '../client/processes.ts';
import { Choice } from '../ui/choice.tsx';
import { cx } from '../ui/class-names.ts';

const statuses = ['running', 'waiting', 'queued', 'succeeded', 'failed', 'cancelled'] as const;
const triggers = [
  { value: 'http', label: 'called' },
  { value: 'api', label: 'by the API' },
  { value: 'try', label: 'tried' },
  { value: 'schedule', label: 'by schedule' },
] as const;
const anyProcess = '*';

export interface ExecutionFilterBarProps {
  readonly filters: ExecutionFilters;
  readonly onChange: (filters: ExecutionFilters) => void;
}

/** Filters as chips: one of each kind at a time, a second click takes it off. */
export function ExecutionFilterBar({ filters, onChange }: ExecutionFilterBarProps) {
  const processes = useProcesses().data ?? [];
  return (
    <div role="toolbar" aria-label="Filters" className="flex shrink-0 flex-wrap items-center gap-1.5 border-b px-6 py-2">
      <Choice
        label="Process"
        className="mr-2 h-7 w-48"
        value={filters.process ?? anyProcess}
        options={[{ value: anyProcess, label: 'All processes' }, ...processes.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(process) => onChange({ ...filters, process: process === anyProcess ? undefined : process })}
      />
      {statuses.map((status) => (
        <Chip key={status} on={filters.status === status} onClick={(on) => onChange({ ...filters, status: on ? status : undefined })}>
          {status}
        </Chip>
      ))}
      <span className="mx-1 h-4 w-px bg-line" />
      {triggers.map(({ value, label }) => (
        <Chip key={value} on={filters.trigger === value} onClick={(on) => onChange({ ...filters, trigger: on ? value : undefined })}>
          {label}
        </Chip>
      ))}
    </div>
  );
}

function Chip({ on, onClick, children }: { readonly on: boolean; readonly onClick: (on: boolean) => void; readonly children: string }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={() => onClick(!on)}
      className={cx(
        'inline-flex h-7 items-center gap-1 rounded-full border px-2.5 text-xs font-medium transition-colors duration-100',
        on ? 'border-accent bg-accent-soft text-accent' : 'border-line bg-raised text-ink-2 hover:border-line-strong hover:text-ink',
      )}
    >
      {children}
      {on ? <X className="size-3" aria-hidden /> : null}
    </button>
  );
}
