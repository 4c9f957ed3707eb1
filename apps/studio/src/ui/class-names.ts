import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({ extend: { theme: { text: ['2xs'], shadow: ['card', 'pop'] } } });

/** Joins class names, leaving out what is false; of two that say the same thing differently the later one wins. */
export function cx(...names: ReadonlyArray<string | false | null | undefined>): string {
  return merge(names);
}
