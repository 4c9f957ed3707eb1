import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from './class-names.ts';
import { Tip } from './tip.tsx';

export interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The accessible name, also shown as a tip. */
  readonly label: string;
  readonly shortcut?: string;
  readonly pressed?: boolean;
  readonly size?: 'small' | 'normal';
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that is only an icon: always named, always with a tip. */
export function IconButton({ label, shortcut, pressed, size = 'normal', className, children, ...rest }: IconButtonProps) {
  return (
    <Tip text={label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        {...rest}
        className={cx(
          'inline-flex shrink-0 items-center justify-center rounded-md text-ink-2 transition-colors duration-100 hover:bg-hover hover:text-ink disabled:cursor-not-allowed disabled:opacity-35 disabled:hover:bg-transparent',
          size === 'small' ? 'size-6' : 'size-8',
          pressed === true && 'bg-pressed text-ink',
          className,
        )}
      >
        {children}
      </button>
    </Tip>
  );
}
