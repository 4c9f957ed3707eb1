'use client';

import { useForm } from '../form-context.tsx';
import { asText, type WidgetProps } from '../widget.ts';

export function ConnectionWidget({ id, spec, value, invalid, readOnly, onChange }: WidgetProps) {
  const Picker = useForm().connectionPicker;
  if (Picker === undefined) return null;
  return (
    <Picker
      id={id}
      label={spec.hint.title}
      connectionType={spec.hint.connectionType ?? ''}
      value={asText(value)}
      invalid={invalid}
      disabled={readOnly}
      onChange={onChange}
    />
  );
}
