'use client';

import dynamic from 'next/dynamic';
import { Spinner } from '../ui/spinner.tsx';
import type { CodeEditorProps } from './code-editor-props.ts';

/** Monaco, loaded when the first code field is shown. */
export const CodeEditor = dynamic<CodeEditorProps>(() => import('./monaco-editor.tsx').then((module) => module.MonacoEditor), {
  ssr: false,
  loading: () => (
    <div className="flex h-24 items-center justify-center rounded-md border border-line-strong bg-raised text-ink-3">
      <Spinner />
    </div>
  ),
});
