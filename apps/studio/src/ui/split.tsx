'use client';

import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';

export interface SplitProps {
  /** What the bar resizes, for its accessible name. */
  readonly label: string;
  /** The place in the browser's storage where the share is kept. */
  readonly storageKey: string;
  /** Per cent of the height that the upper part has at first. */
  readonly initial: number;
  readonly upper: ReactNode;
  readonly lower: ReactNode;
}

const least = 15;
const most = 85;

/** Two parts above each other with a bar between them to drag, or to move with the arrow keys. A double click puts it back. */
export function Split({ label, storageKey, initial, upper, lower }: SplitProps) {
  const box = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(() => kept(storageKey) ?? initial);
  const resize = (next: number) => {
    const within = Math.min(most, Math.max(least, Math.round(next)));
    setShare(within);
    localStorage.setItem(storageKey, String(within));
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const frame = box.current?.getBoundingClientRect();
    if (frame === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    resize((100 * (event.clientY - frame.top)) / frame.height);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    resize(share + (event.key === 'ArrowUp' ? -5 : 5));
  };
  return (
    <div ref={box} className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 shrink-0" style={{ height: `${share}%` }}>
        {upper}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a bar that can be moved is a separator with a value, not a line */}
      <div
        role="separator"
        aria-label={label}
        aria-orientation="horizontal"
        aria-valuenow={share}
        aria-valuemin={least}
        aria-valuemax={most}
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onDoubleClick={() => resize(initial)}
        onKeyDown={onKeyDown}
        className="relative z-10 -my-1 flex h-2 shrink-0 cursor-row-resize touch-none items-center before:h-px before:w-full before:bg-line hover:before:h-0.5 hover:before:bg-accent focus-visible:before:h-0.5 focus-visible:before:bg-accent"
      />
      <div className="min-h-0 flex-1">{lower}</div>
    </div>
  );
}

function kept(storageKey: string): number | undefined {
  const share = Number(localStorage.getItem(storageKey));
  return share >= least && share <= most ? share : undefined;
}
