'use client';

import { ToggleGroup } from 'radix-ui';
import { cx } from './class-names.ts';

export interface SegmentsProps {
  readonly label: string;
  readonly value: string;
  readonly options: ReadonlyArray<{ readonly value: string; readonly label: string; readonly count?: number }>;
  readonly onChange: (value: string) => void;
  readonly className?: string;
}

/** One of a few, all in sight. */
export function Segments({ label, value, options, onChange, className }: SegmentsProps) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => next !== '' && onChange(next)}
      className={cx('inline-flex h-8 rounded-md border border-line bg-sunken p-0.5', className)}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          className="inline-flex min-w-0 flex-1 items-center justify-center gap-1 truncate rounded-[4px] px-2.5 text-xs font-medium text-ink-2 transition-colors duration-100 hover:text-ink data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-card"
        >
          {option.label}
          {option.count === undefined ? null : <span className="tabular text-ink-3">{option.count}</span>}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
