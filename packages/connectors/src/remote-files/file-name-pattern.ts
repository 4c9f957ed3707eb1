import { posix } from 'node:path';
import { WeftError } from '@weft/errors';

/** True for names that fit a pattern of `*`, `?`, `{a,b}` and `[a-z]`. Case counts. */
export function fileNamePattern(pattern: string): (name: string) => boolean {
  if (pattern.includes('/')) {
    throw new WeftError('STEP_FAILED', `The pattern "${pattern.slice(0, 100)}" holds a slash. Name the folder in its own field.`);
  }
  return (name) => posix.matchesGlob(name, pattern);
}
