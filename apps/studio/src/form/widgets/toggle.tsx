'use client';

import { Toggle } from '../../ui/toggle.tsx';
import type { WidgetProps } from '../widget.ts';

export function ToggleWidget({ id, spec, value, readOnly, onChange }: WidgetProps) {
  return <Toggle id={id} label={spec.hint.title} checked={value === true} disabled={readOnly} onChange={onChange} />;
}
