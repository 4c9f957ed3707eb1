'use client';

import { FieldRow } from '../../ui/field-row.tsx';
import { type FieldViewProps, NestedFields } from '../nested-fields.tsx';

/** One of several shapes, side by side, and the fields of the chosen one below. */
export function ChoiceWidget({ spec, value, pointer, problem, onChange }: FieldViewProps & { readonly problem: string | undefined }) {
  return (
    <FieldRow label={spec.hint.title} problem={problem}>
      {spec.hint.description === '' ? null : <p className="-mt-0.5 text-xs text-ink-3">{spec.hint.description}</p>}
      <NestedFields
        schema={spec.schema}
        value={value ?? spec.fallback}
        pointer={pointer}
        choiceLabel={spec.hint.title}
        onChange={onChange}
      />
    </FieldRow>
  );
}
