'use client';

import { Check, ChevronDown } from 'lucide-react';
import { Select } from 'radix-ui';
import { cx } from './class-names.ts';

interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

export interface ChoiceProps {
  readonly id?: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly Option[];
  readonly placeholder?: string;
  readonly invalid?: boolean;
  readonly disabled?: boolean;
  readonly className?: string;
  readonly onChange: (value: string) => void;
}

/** One of several, in a list that opens. */
export function Choice({ id, label, value, options, placeholder = 'Choose …', invalid, disabled, className, onChange }: ChoiceProps) {
  return (
    <Select.Root {...(value === undefined ? { value: '' } : { value })} onValueChange={onChange} disabled={disabled}>
      <Select.Trigger
        id={id}
        aria-label={label}
        aria-invalid={invalid || undefined}
        className={cx(
          'flex h-8 w-full min-w-0 items-center justify-between gap-2 rounded-md border border-line-strong bg-raised px-2 text-left text-sm hover:border-ink-3 disabled:opacity-50 aria-invalid:border-bad data-[placeholder]:text-ink-3',
          className,
        )}
      >
        <span className="truncate">
          <Select.Value placeholder={placeholder} />
        </span>
        <ChevronDown className="size-3.5 shrink-0 text-ink-3" aria-hidden />
      </Select.Trigger>
      <Select.Portal>
        <Select.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-72 min-w-(--radix-select-trigger-width) animate-appear overflow-hidden rounded-lg border border-line-strong bg-raised p-1 shadow-pop"
        >
          <Select.Viewport>
            {options.map((option) => (
              <Select.Item
                key={option.value}
                value={option.value}
                className="flex cursor-default items-center gap-2 rounded-md py-1 pr-2 pl-7 text-sm outline-none data-[highlighted]:bg-hover"
              >
                <Select.ItemIndicator className="absolute left-3">
                  <Check className="size-3.5" />
                </Select.ItemIndicator>
                <Select.ItemText>{option.label}</Select.ItemText>
                {option.hint === undefined ? null : <span className="ml-auto text-xs text-ink-3">{option.hint}</span>}
              </Select.Item>
            ))}
          </Select.Viewport>
        </Select.Content>
      </Select.Portal>
    </Select.Root>
  );
}
