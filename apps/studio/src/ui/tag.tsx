import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

export type Tone = 'plain' | 'ok' | 'bad' | 'warn' | 'run' | 'draft';

const tones: Record<Tone, string> = {
  plain: 'bg-hover text-ink-2',
  ok: 'bg-ok-soft text-ok',
  bad: 'bg-bad-soft text-bad',
  warn: 'bg-warn-soft text-warn',
  run: 'bg-accent-soft text-accent',
  draft: 'bg-draft-soft text-draft',
};

/** A word with a meaning, in its colour. */
export function Tag({
  tone = 'plain',
  mono = false,
  title,
  children,
}: {
  readonly tone?: Tone;
  readonly mono?: boolean;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <span
      title={title}
      className={cx(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap tabular',
        mono && 'font-mono text-2xs',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
