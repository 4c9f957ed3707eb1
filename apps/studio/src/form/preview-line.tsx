'use client';

import { useMemo } from 'react';
import { useForm } from './form-context.tsx';

/** What an expression or a template gives for the document that entered the step last, below its box. */
export function PreviewLine({ kind, source }: { readonly kind: 'expression' | 'template'; readonly source: string }) {
  const { preview } = useForm();
  const text = useMemo(() => preview?.(kind, source), [preview, kind, source]);
  if (text === undefined) return null;
  return (
    <output className="mt-0.5 block truncate font-mono text-2xs text-ink-3" title={`For the last document: ${text}`}>
      = {text}
    </output>
  );
}
