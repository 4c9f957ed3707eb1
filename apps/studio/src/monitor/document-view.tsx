'use client';

import type { TraceDocument } from '@weft/process';
import { useMemo, useState } from 'react';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatBytes } from '../ui/format.ts';
import { Segments } from '../ui/segments.tsx';
import { indentJson } from './indent-json.ts';
import { JsonTree } from './json-tree.tsx';
import { prettyXml } from './pretty-xml.ts';

/** One document: its body as a tree or as text, and its properties. */
export function DocumentView({ document }: { readonly document: TraceDocument }) {
  const properties = Object.entries(document.properties);
  return (
    <div className="flex flex-col gap-3">
      <BodyView
        contentType={document.contentType}
        text={document.body !== undefined && 'text' in document.body ? document.body.text : undefined}
        bytes={document.size}
        missing={missingReason(document)}
        truncated={document.truncated === true}
      />
      {properties.length === 0 ? null : (
        <section aria-label="Properties">
          <h4 className="mb-1 text-xs font-medium text-ink-3">Properties</h4>
          <dl className="grid grid-cols-[minmax(80px,max-content)_1fr] gap-x-4 gap-y-0.5 font-mono text-xs">
            {properties.map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="truncate text-ink-2" title={name}>
                  {name}
                </dt>
                <dd className="break-all">{String(value)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

function missingReason(document: TraceDocument): string | undefined {
  if (document.body === undefined && document.redacted === true) {
    return 'The body was not recorded: the process marks values that must not be, and they cannot be found in this one.';
  }
  if (document.body === undefined) return 'The body of this document was not recorded.';
  return 'base64' in document.body ? 'Binary content.' : undefined;
}

export interface BodyViewProps {
  readonly contentType: string;
  readonly text: string | undefined;
  readonly bytes?: number | undefined;
  readonly missing?: string | undefined;
  readonly truncated?: boolean;
}

/** A body for people: JSON as a tree or indented, XML indented, other text as it is. */
export function BodyView({ contentType, text, bytes, missing, truncated = false }: BodyViewProps) {
  const parsed = useMemo(() => parseJson(contentType, text), [contentType, text]);
  const pretty = useMemo(() => prettyText(contentType, text, parsed !== undefined), [contentType, text, parsed]);
  const [view, setView] = useState<'tree' | 'text'>('text');
  const size = bytes ?? (text === undefined ? undefined : new TextEncoder().encode(text).length);
  return (
    <section aria-label="Body" className="min-w-0 overflow-hidden rounded-lg border">
      <header className="flex h-8 items-center gap-2 border-b bg-sunken pr-1 pl-2.5 text-xs text-ink-2">
        <span className="truncate font-mono" title={contentType}>
          {contentType === '' ? 'no content' : contentType}
        </span>
        {size === undefined ? null : <span className="shrink-0 text-ink-3 tabular">{formatBytes(size)}</span>}
        {truncated ? <span className="shrink-0 text-warn">cut off</span> : null}
        <span className="ml-auto flex items-center gap-1">
          {parsed === undefined ? null : (
            <Segments
              label="View"
              className="h-6 p-px"
              value={view}
              options={[
                { value: 'text', label: 'Text' },
                { value: 'tree', label: 'Tree' },
              ]}
              onChange={(next) => setView(next as 'tree' | 'text')}
            />
          )}
          {text === undefined ? null : <CopyButton text={text} label="Copy the body" />}
        </span>
      </header>
      {missing !== undefined || text === undefined ? (
        <p className="px-2.5 py-3 text-sm text-ink-3">{missing ?? 'No content.'}</p>
      ) : (
        <div className="max-h-96 overflow-auto bg-raised p-2.5">
          {view === 'tree' && parsed !== undefined ? (
            <JsonTree value={parsed.value} />
          ) : (
            <pre className="font-mono text-xs break-words whitespace-pre-wrap">
              {pretty === '' ? <span className="text-ink-3">empty</span> : <LongText text={pretty} />}
            </pre>
          )}
        </div>
      )}
    </section>
  );
}

const partLines = 200;

/** Text in parts of which the browser lays out only those in sight. */
function LongText({ text }: { readonly text: string }) {
  const parts = useMemo(() => {
    const lines = text.split('\n');
    return Array.from({ length: Math.ceil(lines.length / partLines) }, (_, part) =>
      lines.slice(part * partLines, (part + 1) * partLines).join('\n'),
    );
  }, [text]);
  if (parts.length === 1) return text;
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part has no identity but its place
    <span key={index} className="block [contain-intrinsic-size:auto_3200px] [content-visibility:auto]">
      {part}
    </span>
  ));
}

function parseJson(contentType: string, text: string | undefined): { readonly value: unknown } | undefined {
  if (text === undefined || !/[/+]json\b/.test(contentType)) return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function prettyText(contentType: string, text: string | undefined, isJson: boolean): string {
  if (text === undefined) return '';
  if (isJson) return indentJson(text);
  return /[/+]xml\b/.test(contentType) ? prettyXml(text) : text;
}
