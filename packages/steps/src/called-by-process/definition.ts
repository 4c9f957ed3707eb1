import { defineStep } from '@weft/step-kit';
import * as z from 'zod';

/** Starts a process that others call; it has no address and no time of its own. */
export const definition = defineStep({
  type: 'called-by-process',
  version: 1,
  title: 'Called by a process',
  summary: 'Starts the process when a step of another process calls it.',
  category: 'start',
  keywords: ['start', 'sub process', 'subprocess', 'sub workflow', 'subflow', 'passthrough', 'reuse', 'function', 'trigger'],
  role: 'start',
  effect: 'none',
  config: z.strictObject({}),
  initial: {},
  ports: () => [{ id: 'out', title: 'document' }],
});
