'use client';

import { CodeEditor } from '../../code/code-editor.tsx';
import { asText, emptied, type WidgetProps } from '../widget.ts';

export function CodeWidget({ id, spec, value, invalid, readOnly, onChange }: WidgetProps) {
  return (
    <CodeEditor
      id={id}
      label={spec.hint.title}
      language={spec.hint.language ?? 'plaintext'}
      value={asText(value)}
      invalid={invalid}
      readOnly={readOnly}
      onChange={(text) => onChange(emptied(text, spec.optional))}
    />
  );
}
