'use client';

import { type FieldViewProps, NestedFields } from '../nested-fields.tsx';

/** Fields that belong together, under one heading. */
export function GroupWidget({ spec, value, pointer, problem, onChange }: FieldViewProps & { readonly problem: string | undefined }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2 rounded-lg border px-3 pt-1 pb-3">
      <legend className="px-1 text-xs font-medium text-ink-2">{spec.hint.title}</legend>
      {spec.hint.description === '' ? null : <p className="-mt-1 text-xs text-ink-3">{spec.hint.description}</p>}
      <NestedFields schema={spec.schema} value={value ?? spec.fallback} pointer={pointer} onChange={onChange} />
      {problem === undefined ? null : (
        <p role="alert" className="text-xs text-bad">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
