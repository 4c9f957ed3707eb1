'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { cx } from '../ui/class-names.ts';
import { plural } from '../ui/format.ts';

/** Children shown at first, and with each press of the button. */
const childrenStep = 100;

/** A second level with more than this many values stays closed at first. */
const openedMax = 20;

export interface JsonTreeProps {
  readonly value: unknown;
  readonly name?: string;
  readonly opened?: boolean;
  readonly depth?: number;
}

/** A value as a tree that opens and closes; the first two levels are open where they are small. */
export function JsonTree({ value, name, opened = true, depth = 0 }: JsonTreeProps) {
  const [open, setOpen] = useState(opened);
  const [shown, setShown] = useState(childrenStep);
  const children = childrenOf(value);
  const label = name === undefined ? null : <span className="text-ink-2">{name}: </span>;
  if (children === undefined) {
    return (
      <div className="py-px pl-4 font-mono text-xs break-all">
        {label}
        <Scalar value={value} />
      </div>
    );
  }
  return (
    <div className="font-mono text-xs">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex items-center gap-0.5 rounded-sm py-px hover:bg-hover"
      >
        <ChevronRight className={cx('size-3.5 text-ink-3 transition-transform duration-100', open && 'rotate-90')} aria-hidden />
        {label}
        <span className="text-ink-3">{Array.isArray(value) ? plural(children.length, 'item') : plural(children.length, 'member')}</span>
      </button>
      {open ? (
        <div className="ml-1.5 border-l pl-2">
          {children.slice(0, shown).map(([key, child]) => (
            <JsonTree key={key} name={key} value={child} depth={depth + 1} opened={depth === 0 && children.length <= openedMax} />
          ))}
          {children.length > shown ? (
            <button type="button" className="pl-4 text-accent hover:underline" onClick={() => setShown(shown + childrenStep)}>
              {children.length - shown} more: show the next {Math.min(childrenStep, children.length - shown)}
            </button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function Scalar({ value }: { readonly value: unknown }) {
  if (typeof value === 'string') return <span className="text-ok">"{value}"</span>;
  if (value === null) return <span className="text-ink-3">null</span>;
  return <span className="text-accent">{String(value)}</span>;
}

function childrenOf(value: unknown): Array<[string, unknown]> | undefined {
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}
