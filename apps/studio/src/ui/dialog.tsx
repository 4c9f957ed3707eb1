'use client';

import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: string;
  readonly width?: 'small' | 'normal' | 'wide';
  /** Buttons, right-aligned under a line. */
  readonly footer?: ReactNode;
  readonly children?: ReactNode;
}

const widths = { small: 'w-[400px]', normal: 'w-[540px]', wide: 'w-[760px]' };

/** A dialog over the room. Esc and the cross close it; focus stays inside. */
export function Dialog({ open, onOpenChange, title, description, width = 'normal', footer, children }: DialogProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Primitive.Content
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={cx(
            'fixed top-[14vh] left-1/2 z-50 flex max-h-[76vh] max-w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-xl border border-line-strong bg-raised shadow-pop',
            widths[width],
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="truncate text-lg font-semibold tracking-tight" title={title}>
                {title}
              </Primitive.Title>
              {description === undefined ? null : (
                <Primitive.Description className="mt-0.5 text-sm text-ink-2">{description}</Primitive.Description>
              )}
            </div>
            <Primitive.Close
              // No tip here: it would open with the dialog and take the first Esc.
              aria-label="Close"
              className="flex size-6 shrink-0 items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink"
            >
              <X className="size-4" aria-hidden />
            </Primitive.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          {footer === undefined ? null : <footer className="flex justify-end gap-2 border-t px-5 py-3">{footer}</footer>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
