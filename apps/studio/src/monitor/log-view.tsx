'use client';

import type { LogLine } from '@weft/process';
import { memo, useCallback, useEffect, useRef } from 'react';
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
  // Lines are drawn once; the newest `onSelect` is called all the same.
  const latest = useRef(onSelect);
  latest.current = onSelect;
  const select = useCallback((stepId: string) => latest.current(stepId), []);
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
      {partsOf(lines).map(({ from, lines: part }) => (
        <div key={from} className="[contain-intrinsic-size:auto_2000px] [content-visibility:auto]">
          {part.map((line, index) => (
            <Line
              // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end
              key={from + index}
              line={line}
              title={line.stepId === undefined ? undefined : titleOf(line.stepId)}
              selected={line.stepId !== undefined && line.stepId === selected}
              onSelect={select}
            />
          ))}
        </div>
      ))}
      {dropped > 0 ? <p className="px-4 py-1 text-ink-3">… and {dropped} more lines that were not kept</p> : null}
    </div>
  );
}

const partLines = 100;

/** The browser lays out only the parts that are in sight, so that thousands of lines stay fluid and can still be searched. */
function partsOf(lines: readonly LogLine[]): Array<{ readonly from: number; readonly lines: readonly LogLine[] }> {
  return Array.from({ length: Math.ceil(lines.length / partLines) }, (_, part) => ({
    from: part * partLines,
    lines: lines.slice(part * partLines, (part + 1) * partLines),
  }));
}

interface LineProps {
  readonly line: LogLine;
  readonly title: string | undefined;
  readonly selected: boolean;
  readonly onSelect: (stepId: string) => void;
}

const Line = memo(function Line({ line: { at, level, stepId, message, fields }, title, selected, onSelect }: LineProps) {
  return (
    <div className={cx('flex gap-3 px-4 py-0.5', selected && 'bg-accent-soft')}>
      <span className="shrink-0 text-ink-3 tabular">{formatClock(at)}</span>
      <span className={cx('w-10 shrink-0 font-medium', levels[level])}>{level}</span>
      {stepId === undefined ? null : (
        <button
          type="button"
          onClick={() => onSelect(stepId)}
          className="max-w-40 shrink-0 truncate text-ink-2 hover:text-accent"
          title={title}
        >
          {title}
        </button>
      )}
      <span className="min-w-0 break-words whitespace-pre-wrap">
        {message}
        {fields === undefined ? null : <span className="text-ink-3"> {JSON.stringify(fields)}</span>}
      </span>
    </div>
  );
});
