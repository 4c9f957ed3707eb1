'use client';

import dynamic from 'next/dynamic';
import { Spinner } from '../ui/spinner.tsx';

export interface CodeEditorProps {
  readonly id: string;
  /** The accessible name of the text inside. */
  readonly label: string;
  /** A language of Monaco: `javascript`, `sql`, `json`, `xml`, `plaintext`. */
  readonly language: string;
  readonly value: string;
  readonly invalid?: boolean;
  readonly readOnly?: boolean;
  /** In pixels; grows with the text between these. */
  readonly heightMin?: number;
  readonly heightMax?: number;
  readonly onChange: (text: string) => void;
}

/** Monaco, loaded when the first code field is shown. */
export const CodeEditor = dynamic<CodeEditorProps>(() => import('./monaco-editor.tsx').then((module) => module.MonacoEditor), {
  ssr: false,
  loading: () => (
    <div className="flex h-24 items-center justify-center rounded-md border border-line-strong bg-raised text-ink-3">
      <Spinner />
    </div>
  ),
});
