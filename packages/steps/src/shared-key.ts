import { createHash } from 'node:crypto';
import { WeftError } from '@weft/errors';
import type { SharedStore } from '@weft/step-kit/executor';

/** What the store takes. In characters. */
const keyLengthMax = 512;

/**
 * A key that came out of a template, fit for the store: one that is too long is known by its hash.
 *
 * @throws WeftError `STEP_FAILED` where the template gave nothing: all documents would count as the same.
 */
export function sharedKey(text: string, pointer: string): string {
  if (text.trim() === '') {
    throw new WeftError(
      'STEP_FAILED',
      'The key is empty for this document. Write a template that gives each its own, such as {{ body.id }}.',
      {
        place: { pointer },
      },
    );
  }
  return text.length <= keyLengthMax ? text : `sha256:${createHash('sha256').update(text).digest('base64url')}`;
}

/** @throws WeftError `STEP_FAILED` where executions share nothing. */
export function storeOf({ store }: { readonly store?: SharedStore }): SharedStore {
  if (store !== undefined) return store;
  throw new WeftError('STEP_FAILED', 'This step needs the memory that executions share, and there is none here.');
}
