'use client';

import type { Position } from '@weft/process';
import { Command } from 'cmdk';
import { ArrowRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { StepIcon } from '../canvas/step-icon.tsx';
import { stepCatalog } from '../editor/step-catalog.ts';
import { categoryTitles, findSteps } from './find-steps.ts';

export interface QuickAddProps {
  /** Screen pixels. */
  readonly at: Position;
  /** Existing steps that can be linked to instead. */
  readonly targets: ReadonlyArray<{ readonly id: string; readonly title: string }>;
  readonly onAdd: (type: string) => void;
  readonly onLink: (id: string) => void;
  readonly onClose: () => void;
}

const size = { width: 264, height: 340 };

/** The list of steps that opens where a link was dragged into the void, or after a step with Tab. */
export function QuickAdd({ at, targets, onAdd, onLink, onClose }: QuickAddProps) {
  const box = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const linkable = targets.filter(({ title }) => title.toLowerCase().includes(wanted));
  useEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      if (box.current !== null && !box.current.contains(event.target as Node)) onClose();
    };
    window.addEventListener('pointerdown', onPointerDown, { capture: true });
    return () => window.removeEventListener('pointerdown', onPointerDown, { capture: true });
  }, [onClose]);

  const left = Math.min(at.x, window.innerWidth - size.width - 12);
  const top = Math.max(8, Math.min(at.y, window.innerHeight - size.height - 12));
  return (
    <div
      ref={box}
      role="dialog"
      aria-label="Add a step"
      className="fixed z-50 animate-appear overflow-hidden rounded-lg border border-line-strong bg-raised shadow-pop"
      style={{ left, top, width: size.width }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onClose();
      }}
    >
      <Command label="Add a step" loop shouldFilter={false}>
        <Command.Input
          autoFocus
          value={search}
          onValueChange={setSearch}
          placeholder="Add a step …"
          className="h-9 w-full border-b bg-transparent px-3 text-sm outline-none placeholder:text-ink-3"
        />
        <Command.List className="max-h-[300px] overflow-y-auto p-1">
          <Command.Empty className="px-3 py-6 text-center text-sm text-ink-3">No step goes by that name.</Command.Empty>
          {findSteps(stepCatalog, search, { withStarts: false }).map(({ category, entries }) => (
            <Command.Group key={category} heading={categoryTitles[category]} className={groupLook}>
              {entries.map(({ definition, icon }) => (
                <Command.Item key={definition.type} value={definition.type} onSelect={() => onAdd(definition.type)} className={itemLook}>
                  <StepIcon svg={icon} className="size-4 text-ink-2" />
                  {definition.title}
                </Command.Item>
              ))}
            </Command.Group>
          ))}
          {linkable.length === 0 ? null : (
            <Command.Group heading="Link to" className={groupLook}>
              {linkable.map(({ id, title }) => (
                <Command.Item key={id} value={`link ${id}`} onSelect={() => onLink(id)} className={itemLook}>
                  <ArrowRight className="size-4 text-ink-3" />
                  <span className="truncate">{title}</span>
                </Command.Item>
              ))}
            </Command.Group>
          )}
        </Command.List>
      </Command>
    </div>
  );
}

const groupLook =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-1.5 [&_[cmdk-group-heading]]:pb-0.5 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-ink-3';
const itemLook = 'flex h-7.5 cursor-default items-center gap-2 rounded-md px-2 text-sm data-[selected=true]:bg-hover';
