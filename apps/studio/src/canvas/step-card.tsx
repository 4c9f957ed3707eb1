'use client';

import { Handle, type NodeProps, Position } from '@xyflow/react';
import { CircleAlert, StickyNote, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { cx } from '../ui/class-names.ts';
import { Tip } from '../ui/tip.tsx';
import type { CardData, CardNode } from './canvas-model.ts';
import { OutPorts } from './out-ports.tsx';
import { useReading } from './reading.ts';
import { RunStrip } from './run-strip.tsx';
import { StepIcon } from './step-icon.tsx';

const frames: Record<string, string> = {
  idle: 'border-line-strong',
  running: 'border-run',
  succeeded: 'border-ok',
  failed: 'border-bad',
  cancelled: 'border-warn',
};

/** One step on the canvas: what it is, what it does, what is wrong with it, and what happened in it. */
export const StepCard = memo(function StepCard({ id, data, selected, dragging }: NodeProps<CardNode>) {
  const state = data.run?.status ?? 'idle';
  const reading = useReading();
  return (
    <div
      className={cx(
        'relative w-50 rounded-lg border bg-raised shadow-card transition-[box-shadow,border-color] duration-100',
        frames[state],
        selected && 'border-accent shadow-pop ring-2 ring-accent/35',
        dragging && 'shadow-pop',
      )}
    >
      {data.takesInput ? (
        <Handle
          id="in"
          type="target"
          position={Position.Left}
          role="button"
          tabIndex={-1}
          aria-label={`into ${data.title}`}
          className="step-port step-port-in"
        />
      ) : null}
      <div className="flex h-[62px] items-center gap-2 px-2.5">
        <span
          className={cx(
            'flex size-8 shrink-0 items-center justify-center rounded-md border text-ink-2',
            reading === 'middle' && '-ml-0.5 size-7',
            data.takesInput ? 'border-line bg-sunken' : 'border-accent/25 bg-accent-soft text-accent',
          )}
        >
          <StepIcon svg={data.icon} className="size-5" />
        </span>
        {reading === 'far' ? (
          <FarTitle title={data.title} />
        ) : reading === 'middle' ? (
          <MiddleTitle data={data} />
        ) : (
          <NearTitle data={data} />
        )}
        <ProblemMark issues={data.issues} />
      </div>
      <OutPorts step={id} title={data.title} ports={data.ports} />
      <RunStrip run={data.run} reading={reading} />
    </div>
  );
});

/** From afar only the title can be read, so it takes all the room. */
function FarTitle({ title }: { readonly title: string }) {
  return <span className="line-clamp-2 min-w-0 flex-1 text-[23px] leading-6.5 font-semibold tracking-tight break-words">{title}</span>;
}

/** Larger type, so that the title and the line under it stay readable at 60 %. */
function MiddleTitle({ data }: { readonly data: CardData }) {
  return (
    <div className="min-w-0 flex-1">
      <span className="line-clamp-2 text-[17px] leading-[19px] font-semibold tracking-tight break-words" title={data.title}>
        {data.title}
      </span>
      <p className="truncate text-[14px] leading-[18px] text-ink-2" title={data.summary}>
        {data.summary}
      </p>
    </div>
  );
}

function NearTitle({ data }: { readonly data: CardData }) {
  return (
    <div className="min-w-0 flex-1">
      <div className="flex items-center gap-1">
        <span className="truncate text-sm font-semibold" title={data.title}>
          {data.title}
        </span>
        {data.note === undefined ? null : (
          <Tip text={data.note}>
            <StickyNote className="size-3 shrink-0 text-ink-3" aria-label="Has a note" />
          </Tip>
        )}
      </div>
      <p className="truncate text-xs text-ink-3" title={data.summary}>
        {data.summary}
      </p>
    </div>
  );
}

function ProblemMark({ issues }: Pick<CardData, 'issues'>) {
  const first = issues[0];
  if (first === undefined) return null;
  const text = issues.length === 1 ? first.message : `${first.message} (and ${issues.length - 1} more)`;
  const Icon = first.severity === 'error' ? CircleAlert : TriangleAlert;
  return (
    <Tip text={text} side="top">
      <span role="img" aria-label={`Problem: ${text}`} className="-mr-0.5 shrink-0 self-start pt-2.5">
        <Icon className={cx('size-4', first.severity === 'error' ? 'text-bad' : 'text-warn')} />
      </span>
    </Tip>
  );
}
