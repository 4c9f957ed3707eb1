'use client';

import { NameCompletion } from '../name-completion.tsx';
import { PreviewLine } from '../preview-line.tsx';
import { asText, emptied, type WidgetProps } from '../widget.ts';
import { wordBeingTyped } from '../word-being-typed.ts';

/** Text with `{{ expression }}` inside; names are offered between the braces. */
export function TemplateWidget({ id, spec, value, invalid, readOnly, onChange }: WidgetProps) {
  return (
    <>
      <NameCompletion
        id={id}
        mark="{}"
        value={asText(value)}
        placeholder={spec.hint.placeholder ?? 'Text with {{ expressions }}'}
        invalid={invalid}
        readOnly={readOnly}
        wordAt={wordInBraces}
        onChange={(text) => onChange(emptied(text, spec.optional))}
      />
      <PreviewLine kind="template" source={asText(value)} />
    </>
  );
}

function wordInBraces(before: string): string | undefined {
  const open = before.lastIndexOf('{{');
  if (open === -1 || before.indexOf('}}', open) !== -1) return undefined;
  return wordBeingTyped(before.slice(open + 2));
}
