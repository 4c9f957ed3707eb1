'use client';

import { TextInput } from '../../ui/text-input.tsx';
import { asText, emptied, type WidgetProps } from '../widget.ts';

export function TextWidget({ id, spec, value, invalid, readOnly, onChange }: WidgetProps) {
  return (
    <TextInput
      id={id}
      value={asText(value)}
      placeholder={spec.hint.placeholder}
      aria-invalid={invalid || undefined}
      readOnly={readOnly}
      onChange={(event) => onChange(emptied(event.target.value, spec.optional))}
    />
  );
}
