import { WeftError } from '@weft/errors';

/** An evaluation that cannot go on. `why` is a sentence without its full stop, and never holds data. */
export function failed(why: string, cause?: unknown): WeftError {
  return new WeftError('EXPRESSION_FAILED', `${why}.`, { cause });
}
