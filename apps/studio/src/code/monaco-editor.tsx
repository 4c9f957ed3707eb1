'use client';

import Editor, { loader, type OnMount } from '@monaco-editor/react';
import * as monaco from 'monaco-editor';
import { useEffect, useState } from 'react';
import { isDark } from '../shell/theme.ts';
import { cx } from '../ui/class-names.ts';
import { Spinner } from '../ui/spinner.tsx';
import type { CodeEditorProps } from './code-editor-props.ts';

// Monaco comes from this bundle, never from a foreign host.
loader.config({ monaco });
globalThis.MonacoEnvironment = {
  getWorker(_moduleId, label) {
    if (label === 'json') return new Worker(new URL('monaco-editor/language/json/json.worker.js', import.meta.url), { type: 'module' });
    if (label === 'javascript' || label === 'typescript') {
      return new Worker(new URL('monaco-editor/language/typescript/ts.worker.js', import.meta.url), { type: 'module' });
    }
    return new Worker(new URL('monaco-editor/editor/editor.worker.js', import.meta.url), { type: 'module' });
  },
};

const options: monaco.editor.IStandaloneEditorConstructionOptions = {
  minimap: { enabled: false },
  fontFamily: '"JetBrains Mono Variable", monospace',
  fontSize: 12,
  lineHeight: 18,
  lineNumbersMinChars: 2,
  lineDecorationsWidth: 8,
  glyphMargin: false,
  folding: false,
  scrollBeyondLastLine: false,
  renderLineHighlight: 'none',
  overviewRulerLanes: 0,
  padding: { top: 6, bottom: 6 },
  scrollbar: { verticalScrollbarSize: 8, horizontalScrollbarSize: 8, alwaysConsumeMouseWheel: false },
  tabSize: 2,
  wordWrap: 'on',
  fixedOverflowWidgets: true,
  automaticLayout: true,
};

/** A code field. Tab moves the focus on after Esc, as everywhere in Monaco (Ctrl M). */
export function MonacoEditor({
  id,
  label,
  language,
  value,
  invalid = false,
  readOnly = false,
  heightMin = 96,
  heightMax = 420,
  onChange,
}: CodeEditorProps) {
  const [height, setHeight] = useState(heightMin);
  const theme = useMonacoTheme();
  const onMount: OnMount = (editor) => {
    const fit = () => setHeight(Math.min(heightMax, Math.max(heightMin, editor.getContentHeight() + 2)));
    editor.onDidContentSizeChange(fit);
    fit();
  };
  return (
    <div
      id={id}
      className={cx('overflow-hidden rounded-md border focus-within:border-accent', invalid ? 'border-bad' : 'border-line-strong')}
      style={{ height }}
    >
      <Editor
        value={value}
        language={language}
        theme={theme}
        options={{ ...options, readOnly, ariaLabel: label }}
        loading={<Spinner />}
        onMount={onMount}
        onChange={(text) => onChange(text ?? '')}
      />
    </div>
  );
}

function useMonacoTheme(): string {
  const [dark, setDark] = useState(isDark);
  useEffect(() => {
    const update = () => setDark(isDark());
    const media = window.matchMedia('(prefers-color-scheme: dark)');
    const observer = new MutationObserver(update);
    media.addEventListener('change', update);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      media.removeEventListener('change', update);
      observer.disconnect();
    };
  }, []);
  return dark ? 'vs-dark' : 'vs';
}
