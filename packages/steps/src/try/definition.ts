import { defineStep } from '@weft/step-kit';
import * as z from 'zod';

const config = z.strictObject({});

/** Takes over failures of the steps it encloses. */
export const definition = defineStep({
  type: 'try',
  version: 1,
  title: 'Try',
  summary: 'Runs steps; where one of them fails, goes on another way in place of failing, and tidies up in any case.',
  category: 'flow',
  keywords: [
    'catch',
    'finally',
    'try catch',
    'error handling',
    'exception',
    'on error',
    'error trigger',
    'scope',
    'fallback',
    'continue on fail',
  ],
  role: 'scope',
  effect: 'none',
  config,
  initial: {},
  ports: () => [
    { id: 'try', title: 'try' },
    { id: 'catch', title: 'catch' },
    { id: 'finally', title: 'finally' },
  ],
  scope: () => ({ kind: 'guard', inside: 'try', failed: 'catch', ended: 'finally' }),
});
