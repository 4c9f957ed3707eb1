'use client';

import { NameCompletion } from '../name-completion.tsx';
import { PreviewLine } from '../preview-line.tsx';
import { asText, emptied, type WidgetProps } from '../widget.ts';
import { wordBeingTyped } from '../word-being-typed.ts';

/** A JavaScript expression, with the names that are known at this step offered while typing. */
export function ExpressionWidget({ id, spec, value, invalid, readOnly, onChange }: WidgetProps) {
  return (
    <>
      <NameCompletion
        id={id}
        mark="ƒ"
        value={asText(value)}
        placeholder={spec.hint.placeholder ?? 'body.name'}
        invalid={invalid}
        readOnly={readOnly}
        wordAt={wordBeingTyped}
        onChange={(text) => onChange(emptied(text, spec.optional))}
      />
      <PreviewLine kind="expression" source={asText(value)} />
    </>
  );
}
