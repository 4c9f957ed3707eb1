'use client';

import type { ProcessFile } from '@weft/process';
import { Check } from 'lucide-react';
import { useEditor } from '../editor/editor-context.tsx';
import { stepCatalog } from '../editor/step-catalog.ts';
import { cx } from '../ui/class-names.ts';
import { beginsByTheClock } from './draft-routes.ts';

/** Hints for the first process, each gone by doing it. */
export function FirstHints({ file }: { readonly file: ProcessFile }) {
  const steps = Object.values(file.steps);
  const hasRole = (role: string) => steps.some((step) => stepCatalog.steps.get(step.type)?.definition.role === role);
  const tried = useEditor((state) => state.run !== undefined);
  const timed = beginsByTheClock(file);
  const hasReply = steps.some((step) => stepCatalog.steps.get(step.type)?.definition.category === 'result');
  const hints = [
    { text: 'Drag HTTP endpoint or Schedule onto the canvas', done: hasRole('start') },
    { text: 'Add a step that fetches or shapes data', done: steps.length > 1 },
    { text: 'Link them: drag from the right port of one to the next', done: file.links.length > 0 },
    timed
      ? { text: 'Press Try it; once you publish it, the clock starts it', done: tried }
      : { text: 'With an endpoint, end with Reply; then press Try it', done: hasReply },
  ];
  if (steps.length > 3 || hints.every((hint) => hint.done)) return null;
  return (
    <ol
      aria-label="First steps"
      className="pointer-events-none absolute top-1/2 left-1/2 flex w-92 -translate-x-1/2 -translate-y-1/2 flex-col gap-2.5 rounded-xl border bg-raised/90 p-4.5 shadow-card data-[aside=true]:top-auto data-[aside=true]:bottom-3 data-[aside=true]:translate-y-0"
      data-aside={steps.length > 0}
    >
      {hints.map((hint, index) => (
        <li key={hint.text} className={cx('flex items-center gap-2.5 text-sm', hint.done ? 'text-ink-3 line-through' : 'text-ink-2')}>
          <span
            className={cx(
              'flex size-5 shrink-0 items-center justify-center rounded-full border text-2xs font-semibold',
              hint.done ? 'border-ok bg-ok-soft text-ok' : 'border-line-strong bg-raised',
            )}
          >
            {hint.done ? <Check className="size-3" /> : index + 1}
          </span>
          {hint.text}
        </li>
      ))}
    </ol>
  );
}
