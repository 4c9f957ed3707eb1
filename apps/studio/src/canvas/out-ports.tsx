'use client';

import type { Port } from '@weft/step-kit';
import { Handle, Position, useUpdateNodeInternals } from '@xyflow/react';
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react';
import { useCanvasActions } from './canvas-context.tsx';

export interface OutPortsProps {
  readonly step: string;
  readonly title: string;
  readonly ports: readonly Port[];
}

/** Where links begin: one in the middle of the card's edge, or a named row for each. */
export function OutPorts({ step, title, ports }: OutPortsProps) {
  const measureAgain = useUpdateNodeInternals();
  const ids = ports.map(({ id }) => id).join(' ');
  const known = useRef(ids);
  // React Flow looks for ports only when a card changes its size; from one it has not found no link can be drawn. Not for
  // the first ports: that would make it fit the view around the first card alone.
  useEffect(() => {
    if (known.current === ids) return;
    known.current = ids;
    measureAgain(step);
  }, [ids, step, measureAgain]);
  const only = ports.length === 1 ? ports[0] : undefined;
  if (only !== undefined) return <OutPort step={step} port={only} label={`out of ${title}`} />;
  if (ports.length === 0) return null;
  return (
    <ul className="border-t py-1">
      {ports.map((port) => (
        <li key={port.id} className="relative flex h-6 items-center justify-end pr-3 text-xs text-ink-2">
          <span className="truncate" title={port.title}>
            {port.title}
          </span>
          <OutPort step={step} port={port} label={`${port.title} out of ${title}`} />
        </li>
      ))}
    </ul>
  );
}

function OutPort({ step, port, label }: { readonly step: string; readonly port: Port; readonly label: string }) {
  const { readOnly, openQuickAdd } = useCanvasActions();
  const open = (event: MouseEvent | KeyboardEvent) => {
    if (readOnly) return;
    event.stopPropagation();
    openQuickAdd({ step, port: port.id }, event.currentTarget);
  };
  return (
    <Handle
      id={port.id}
      type="source"
      position={Position.Right}
      role="button"
      tabIndex={readOnly ? -1 : 0}
      aria-label={label}
      title={readOnly ? port.title : `${port.title}: drag to link, click to add a step`}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        open(event);
      }}
      className="step-port step-port-out"
    />
  );
}
