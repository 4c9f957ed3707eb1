import type { Rule } from '../rule.ts';
import { givenDocument, runStep } from '../run-example.ts';

const limitMs = 1_000;

/** Cancelling an execution is not held up by any step. */
export const stopsWhenAborted: Rule = {
  name: 'it ends within a second when it is cancelled before it begins',
  check: async ({ entry, implementation, surroundings }) => {
    const [example] = entry.examples;
    if (implementation === undefined || example === undefined) return [];
    const ending = runStep(implementation, example, surroundings, { document: givenDocument(example), signal: AbortSignal.abort() }).then(
      () => true,
      () => true,
    );
    const { promise: limit, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), limitMs);
    const ended = await Promise.race([ending, limit]);
    clearTimeout(timer);
    return ended ? [] : [`It was still running after ${limitMs} ms.`];
  },
};
