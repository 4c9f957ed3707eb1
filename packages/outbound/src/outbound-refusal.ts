import { WeftError } from '@weft/errors';

/** No chain of causes is longer than this. */
const depthMax = 8;

/** The guard's own error inside what a client threw (`fetch failed`, an AggregateError …); undefined where it is something else. */
export function outboundRefusal(thrown: unknown, depth = 0): WeftError | undefined {
  if (thrown instanceof WeftError) return thrown;
  if (!(thrown instanceof Error) || depth > depthMax) return undefined;
  const inside: unknown[] = thrown instanceof AggregateError ? [...thrown.errors, thrown.cause] : [thrown.cause];
  for (const error of inside) {
    const found = outboundRefusal(error, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
