'use client';

import { KeyRound } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useForm } from '../form-context.tsx';
import type { WidgetProps } from '../widget.ts';

/** Write-only: a stored secret is never shown, only replaced. */
export function SecretWidget({ id, pointer, value, invalid, readOnly, onChange }: WidgetProps) {
  const { secretsSet } = useForm();
  const stored = secretsSet.includes(pointer.slice(1).replaceAll('/', '.'));
  if (stored && value === undefined) {
    return (
      <div className="flex h-8 items-center gap-2 rounded-md border border-dashed border-line-strong px-2 text-sm text-ink-2">
        <KeyRound className="size-3.5 text-ok" aria-hidden />
        <span>Set</span>
        <Button id={id} size="small" look="quiet" className="ml-auto h-6" disabled={readOnly} onClick={() => onChange('')}>
          Replace
        </Button>
      </div>
    );
  }
  return (
    <div className="flex gap-1.5">
      <TextInput
        id={id}
        type="password"
        autoComplete="new-password"
        value={typeof value === 'string' ? value : ''}
        aria-invalid={invalid || undefined}
        readOnly={readOnly}
        onChange={(event) => onChange(event.target.value === '' && !stored ? undefined : event.target.value)}
      />
      {stored ? (
        <Button look="quiet" onClick={() => onChange(undefined)}>
          Keep
        </Button>
      ) : null}
    </div>
  );
}
