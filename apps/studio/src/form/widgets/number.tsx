'use client';

import { useState } from 'react';
import { TextInput } from '../../ui/text-input.tsx';
import { asText, type WidgetProps } from '../widget.ts';

/** A number. What is typed stays in the box while it is no number yet (`-`, `1e`). */
export function NumberWidget({ id, spec, value, invalid, readOnly, onChange }: WidgetProps) {
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const take = (text: string) => {
    setTyped(text);
    if (text.trim() === '') onChange(spec.optional ? undefined : '');
    else onChange(Number.isFinite(Number(text)) ? Number(text) : text);
  };
  return (
    <TextInput
      id={id}
      inputMode="decimal"
      className="max-w-40 tabular"
      value={typed ?? asText(value)}
      placeholder={spec.hint.placeholder ?? asText(spec.fallback)}
      aria-invalid={invalid || undefined}
      readOnly={readOnly}
      onChange={(event) => take(event.target.value)}
      onBlur={() => setTyped(undefined)}
    />
  );
}
