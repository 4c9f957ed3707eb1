'use client';

import type { LogLine } from '@weft/process';
import { useEffect, useRef } from 'react';
import { cx } from '../ui/class-names.ts';
import { formatClock } from '../ui/format.ts';

const levels: Record<LogLine['level'], string> = { debug: 'text-ink-3', info: 'text-ink-2', warn: 'text-warn', error: 'text-bad' };

export interface LogViewProps {
  readonly lines: readonly LogLine[];
  readonly dropped: number;
  readonly titleOf: (stepId: string) => string;
  readonly selected: string | undefined;
  readonly onSelect: (stepId: string) => void;
  /** What to say while there is nothing. */
  readonly empty: string;
}

/** The log of an execution; stays at its end while lines arrive, unless one has scrolled up. */
export function LogView({ lines, dropped, titleOf, selected, onSelect, empty }: LogViewProps) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when lines arrive
  useEffect(() => {
    if (atEnd.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [lines.length]);
  if (lines.length === 0) return <p className="px-4 py-6 text-sm text-ink-3">{empty}</p>;
  return (
    <div
      ref={box}
      role="log"
      aria-label="Log"
      className="h-full overflow-y-auto py-1.5 font-mono text-xs"
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
    >
      {lines.map((line, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end
          key={index}
          className={cx('flex gap-3 px-4 py-0.5', line.stepId !== undefined && line.stepId === selected && 'bg-accent-soft')}
        >
          <span className="shrink-0 text-ink-3 tabular">{formatClock(line.at)}</span>
          <span className={cx('w-10 shrink-0 font-medium', levels[line.level])}>{line.level}</span>
          {line.stepId === undefined ? null : (
            <button
              type="button"
              onClick={() => onSelect(line.stepId ?? '')}
              className="max-w-40 shrink-0 truncate text-ink-2 hover:text-accent"
              title={titleOf(line.stepId)}
            >
              {titleOf(line.stepId)}
            </button>
          )}
          <span className="min-w-0 break-words whitespace-pre-wrap">
            {line.message}
            {line.fields === undefined ? null : <span className="text-ink-3"> {JSON.stringify(line.fields)}</span>}
          </span>
        </div>
      ))}
      {dropped > 0 ? <p className="px-4 py-1 text-ink-3">… and {dropped} more lines that were not kept</p> : null}
    </div>
  );
}
