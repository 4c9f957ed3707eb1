'use client';

import { Switch } from 'radix-ui';

export interface ToggleProps {
  readonly id?: string;
  readonly label: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** On or off, at once. */
export function Toggle({ id, label, checked, disabled, onChange }: ToggleProps) {
  return (
    <Switch.Root
      id={id}
      aria-label={label}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      className="relative h-4.5 w-8 shrink-0 rounded-full bg-line-strong transition-colors duration-100 disabled:opacity-50 data-[state=checked]:bg-accent"
    >
      <Switch.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-white shadow-card transition-transform duration-100 data-[state=checked]:translate-x-4" />
    </Switch.Root>
  );
}
