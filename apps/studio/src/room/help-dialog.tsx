'use client';

import { Dialog } from '../ui/dialog.tsx';
import { Keys } from '../ui/keys.tsx';

const groups: ReadonlyArray<{ readonly title: string; readonly rows: ReadonlyArray<readonly [string, string]> }> = [
  {
    title: 'Moving',
    rows: [
      ['← → ↑ ↓', 'Select the next step along the links'],
      ['Enter', 'Settings of the selected step'],
      ['Tab', 'Add a step after the selected one'],
      ['Esc', 'Select nothing'],
    ],
  },
  {
    title: 'Changing',
    rows: [
      ['Delete', 'Remove what is selected'],
      ['Ctrl Z', 'Undo'],
      ['Ctrl Y', 'Redo'],
      ['Ctrl C', 'Copy'],
      ['Ctrl V', 'Paste'],
      ['Ctrl D', 'Duplicate'],
      ['Ctrl A', 'Select all steps'],
    ],
  },
  {
    title: 'Mouse',
    rows: [
      ['Drag', 'From the palette to the canvas, or onto a link'],
      ['Drag', 'From port to port, or into the void for a list'],
      ['Scroll', 'Move the canvas; with Ctrl: zoom'],
    ],
  },
  {
    title: 'Everywhere',
    rows: [
      ['Ctrl K', 'Search rooms, processes and actions'],
      ['?', 'This list'],
    ],
  },
];

/** All keys of the canvas room. */
export function HelpDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()} title="Keyboard and mouse" width="wide">
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {groups.map(({ title, rows }) => (
          <section key={title}>
            <h3 className="mb-1.5 text-xs font-semibold text-ink-3">{title}</h3>
            <ul className="flex flex-col gap-1">
              {rows.map(([keys, text]) => (
                <li key={text} className="flex items-center gap-3 text-sm">
                  <span className="w-28 shrink-0">
                    <Keys combination={keys} />
                  </span>
                  {text}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
