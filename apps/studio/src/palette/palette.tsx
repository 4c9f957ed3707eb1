'use client';

import type { CatalogEntry } from '@weft/step-kit';
import { ChevronRight, Search } from 'lucide-react';
import { memo, useState } from 'react';
import { StepIcon } from '../canvas/step-icon.tsx';
import { stepCatalog } from '../editor/step-catalog.ts';
import { TextInput } from '../ui/text-input.tsx';
import { bySystem, type SystemGroup } from './by-system.ts';
import { dragStep } from './drag.ts';
import { categoryTitles, findSteps } from './find-steps.ts';

/** The step types: drag one onto the canvas or a link, or click to add it after the selected step. */
export const Palette = memo(function Palette({ onAdd }: { readonly onAdd: (type: string) => void }) {
  const [search, setSearch] = useState('');
  const groups = findSteps(stepCatalog, search);
  const first = groups[0]?.entries[0];
  return (
    <aside aria-label="Palette" className="flex h-full w-full flex-col bg-panel">
      <div className="relative shrink-0 p-2">
        <Search className="pointer-events-none absolute top-4.5 left-4 size-3.5 text-ink-3" aria-hidden />
        <TextInput
          type="search"
          aria-label="Search steps"
          placeholder="Search steps"
          className="pl-7"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && first !== undefined) onAdd(first.definition.type);
            if (event.key === 'Escape') setSearch('');
          }}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        {groups.map(({ category, entries }) => (
          <section key={category} aria-label={categoryTitles[category]} className="mb-3">
            <h2 className="px-1.5 pt-1 pb-1 text-2xs font-semibold text-ink-3">{categoryTitles[category]}</h2>
            {(search === '' ? bySystem(entries, stepCatalog) : entries).map((item) =>
              'id' in item ? (
                <PaletteSystem key={item.id} group={item} onAdd={onAdd} />
              ) : (
                <PaletteItem key={item.definition.type} entry={item} onAdd={onAdd} />
              ),
            )}
          </section>
        ))}
        {groups.length === 0 ? <p className="px-2 py-6 text-center text-sm break-words text-ink-3">No step goes by “{search}”.</p> : null}
      </div>
    </aside>
  );
});

/** The steps of one system, folded away until somebody wants them; a search finds them without unfolding. */
function PaletteSystem({ group, onAdd }: { readonly group: SystemGroup; readonly onAdd: (type: string) => void }) {
  const [open, setOpen] = useState(false);
  const icon = group.entries[0]?.icon ?? '';
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex h-9 w-full items-center gap-2.5 rounded-md border border-transparent px-1.5 text-left text-sm hover:border-line hover:bg-raised"
      >
        <span className="flex size-6.5 shrink-0 items-center justify-center rounded-md border bg-sunken text-ink-2">
          <StepIcon svg={icon} />
        </span>
        <span className="min-w-0 flex-1 truncate">{group.title}</span>
        <ChevronRight className={`size-3.5 shrink-0 text-ink-3 transition-transform ${open ? 'rotate-90' : ''}`} aria-hidden />
      </button>
      {open ? (
        <div className="ml-4.5 border-l pl-1.5">
          {group.entries.map((entry) => (
            <PaletteItem key={entry.definition.type} entry={entry} onAdd={onAdd} />
          ))}
        </div>
      ) : null}
    </div>
  );
}

function PaletteItem({ entry, onAdd }: { readonly entry: CatalogEntry; readonly onAdd: (type: string) => void }) {
  const { type, title, summary } = entry.definition;
  return (
    <button
      type="button"
      draggable
      aria-label={`Add ${title}`}
      title={summary}
      onDragStart={(event) => dragStep(event.dataTransfer, type)}
      onClick={() => onAdd(type)}
      className="group flex h-9 w-full cursor-grab items-center gap-2.5 rounded-md border border-transparent px-1.5 text-left text-sm hover:border-line hover:bg-raised active:cursor-grabbing"
    >
      <span className="flex size-6.5 shrink-0 items-center justify-center rounded-md border bg-sunken text-ink-2 group-hover:text-accent">
        <StepIcon svg={entry.icon} />
      </span>
      <span className="min-w-0 flex-1 truncate">{title}</span>
    </button>
  );
}
