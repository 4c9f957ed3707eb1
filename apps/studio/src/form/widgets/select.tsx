'use client';

import { Choice } from '../../ui/choice.tsx';
import { Segments } from '../../ui/segments.tsx';
import { choicesOf, humanize } from '../schema-walk.ts';
import type { WidgetProps } from '../widget.ts';

/** Few short values lie side by side; more open as a list. */
export function SelectWidget({ id, spec, value, invalid, readOnly, onChange }: WidgetProps) {
  const values = choicesOf(spec.schema);
  const options = values.map((choice) => ({ value: choice, label: labelOf(choice) }));
  const fitsInARow = values.length <= 4 && values.join('').length <= 26;
  if (fitsInARow && !readOnly) {
    return <Segments label={spec.hint.title} value={String(value ?? '')} options={options} onChange={onChange} className="w-full" />;
  }
  return (
    <Choice
      id={id}
      label={spec.hint.title}
      value={typeof value === 'string' ? value : undefined}
      options={options}
      invalid={invalid}
      disabled={readOnly}
      onChange={onChange}
    />
  );
}

/** Names of methods, levels and media types stay as they are; words become readable. */
function labelOf(choice: string): string {
  return /^[a-z][a-z-]*$/.test(choice) ? humanize(choice) : choice;
}
