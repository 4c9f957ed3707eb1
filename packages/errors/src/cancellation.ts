import { WeftError } from './weft-error.ts';

/** Why work ends that was told to: the signal's reason where it is an error of Weft, else `CANCELLED` in the words given. */
export function cancellationOf({ reason }: AbortSignal, words = 'The execution was cancelled.'): WeftError {
  return reason instanceof WeftError ? reason : new WeftError('CANCELLED', words);
}
