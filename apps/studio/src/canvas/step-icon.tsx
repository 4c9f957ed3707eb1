import { CircleHelp } from 'lucide-react';
import { cx } from '../ui/class-names.ts';

/** The icon of a step type: an inline `<svg>` from its folder, part of this build; a question mark for an unknown type. */
export function StepIcon({ svg, className = 'size-4' }: { readonly svg: string | undefined; readonly className?: string }) {
  if (svg === undefined) return <CircleHelp aria-hidden className={cx('shrink-0', className)} />;
  return (
    <span
      aria-hidden
      className={cx('flex shrink-0 items-center justify-center [&>svg]:size-full', className)}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: icons are files of this repository, never input
      dangerouslySetInnerHTML={{ __html: svg }}
    />
  );
}
