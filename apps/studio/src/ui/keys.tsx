import { cx } from './class-names.ts';

/** A key combination such as `Ctrl Z`, one cap per key. */
export function Keys({ combination, inverted = false }: { readonly combination: string; readonly inverted?: boolean }) {
  return (
    <span className="inline-flex gap-0.5">
      {combination.split(' ').map((key) => (
        <kbd
          key={key}
          className={cx(
            'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm px-1 font-sans text-2xs',
            inverted ? 'bg-panel/15' : 'border border-line-strong bg-raised text-ink-2',
          )}
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
