'use client';

import { TextArea } from '../../ui/text-input.tsx';
import { asText, emptied, type WidgetProps } from '../widget.ts';

export function MultilineWidget({ id, spec, value, invalid, readOnly, onChange }: WidgetProps) {
  return (
    <TextArea
      id={id}
      value={asText(value)}
      placeholder={spec.hint.placeholder}
      aria-invalid={invalid || undefined}
      readOnly={readOnly}
      onChange={(event) => onChange(emptied(event.target.value, spec.optional))}
    />
  );
}
