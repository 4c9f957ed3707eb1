'use client';

import { useForm } from '../form-context.tsx';
import { asText, type WidgetProps } from '../widget.ts';

export function ProcessWidget({ id, spec, value, invalid, readOnly, onChange }: WidgetProps) {
  const Picker = useForm().processPicker;
  if (Picker === undefined) return null;
  return <Picker id={id} label={spec.hint.title} value={asText(value)} invalid={invalid} disabled={readOnly} onChange={onChange} />;
}
