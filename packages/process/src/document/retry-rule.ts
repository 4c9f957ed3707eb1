import { field } from '@weft/step-kit';
import * as z from 'zod';

const minutes = 60_000;

/** What is done when a step that calls out fails with something that may pass. Waiting times are in milliseconds. */
export const retryRuleSchema = z.strictObject({
  retries: field
    .number({ title: 'Tries after the first', description: 'How often it is tried again before the failure stands.' })
    .int()
    .min(1, 'It is tried again at least once.')
    .max(20, 'It is tried again at most 20 times.')
    .default(3),
  delayMs: field
    .number({ title: 'First wait', description: 'In milliseconds. Each wait is longer than the one before, by the factor.' })
    .int()
    .min(0)
    .max(10 * minutes, 'A wait has at most 600,000 ms: it holds a worker.')
    .default(1_000),
  factor: field
    .number({
      title: 'Factor',
      description: 'Each wait is this many times the one before; 1 waits equally long each time.',
      advanced: true,
    })
    .min(1)
    .max(10)
    .default(2),
  delayMsMax: field
    .number({ title: 'Longest wait', description: 'In milliseconds.', advanced: true })
    .int()
    .min(0)
    .max(10 * minutes, 'A wait has at most 600,000 ms: it holds a worker.')
    .default(60_000),
  jitter: field
    .toggle({
      title: 'Spread',
      description: 'Draws each wait between half of it and all of it, so that many executions do not come back at the same moment.',
      advanced: true,
    })
    .default(true),
  when: field
    .expression({
      title: 'Only where',
      description:
        'Gives true where it is to be tried again. It sees the document, with error_code, error_message and error_status among its properties. Empty: failures that may pass, such as timeouts, broken connections and the statuses 408, 429, 502, 503 and 504.',
      placeholder: 'properties.error_status === 503',
      advanced: true,
    })
    .max(4_000)
    .optional(),
});

/** As it stands in a plan: defaults are filled in. */
export type RetryRule = z.output<typeof retryRuleSchema>;
