'use client';

import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react';
import { Plus, Trash2 } from 'lucide-react';
import { memo, useContext } from 'react';
import { cx } from '../ui/class-names.ts';
import { DropLinkContext, useCanvasActions } from './canvas-context.tsx';
import { type LinkEdge, linkColors } from './canvas-model.ts';

/** A link: an orthogonal line with round corners, its path's name, and what went over it. */
export const ProcessLink = memo(function ProcessLink(props: EdgeProps<LinkEdge>) {
  const { id, data, selected, markerEnd } = props;
  const { readOnly, removeLink, openInsert } = useCanvasActions();
  const target = useContext(DropLinkContext) === id;
  const [path, x, y] = getSmoothStepPath({ ...props, borderRadius: 10, offset: 16 });
  if (data === undefined) return null;
  const color = selected || target ? 'var(--color-accent)' : linkColors[data.state];
  const labels = [data.name, data.count === undefined ? undefined : `${data.count}×`].filter((text) => text !== undefined);
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        {...(markerEnd === undefined ? {} : { markerEnd })}
        interactionWidth={22}
        style={{ stroke: color, strokeWidth: selected || target ? 2.5 : 1.5 }}
      />
      {data.state === 'running' ? (
        <path d={path} fill="none" stroke={color} strokeWidth={3} strokeDasharray="1 11" strokeLinecap="round" className="animate-flow" />
      ) : null}
      <EdgeLabelRenderer>
        <div
          className="nodrag nopan pointer-events-none absolute flex items-center gap-1"
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        >
          {labels.length === 0 ? null : (
            <span className="rounded-sm border bg-canvas px-1 font-mono text-2xs text-ink-2 tabular">{labels.join(' · ')}</span>
          )}
          {selected && !readOnly ? (
            <span className="pointer-events-auto flex rounded-md border border-line-strong bg-raised shadow-card">
              <LinkButton label="Insert a step here" onClick={(element) => openInsert(data.index, element)}>
                <Plus className="size-3.5" />
              </LinkButton>
              <LinkButton label="Remove this link" danger onClick={() => removeLink(data.index)}>
                <Trash2 className="size-3.5" />
              </LinkButton>
            </span>
          ) : null}
        </div>
      </EdgeLabelRenderer>
    </>
  );
});

interface LinkButtonProps {
  readonly label: string;
  readonly danger?: boolean;
  readonly onClick: (element: Element) => void;
  readonly children: React.ReactNode;
}

function LinkButton({ label, danger = false, onClick, children }: LinkButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={(event) => onClick(event.currentTarget)}
      className={cx('flex size-6 items-center justify-center rounded-md hover:bg-hover', danger ? 'hover:text-bad' : 'hover:text-accent')}
    >
      {children}
    </button>
  );
}
