import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';

const config = z.strictObject({
  code: field
    .code({
      title: 'Code',
      description:
        'JavaScript: the body of a function that gets input (body, properties, execution) and returns the new body, or { body, properties }.',
      language: 'javascript',
    })
    .min(1, 'The script is empty.')
    .max(256 * 1024, 'A script has at most 262,144 characters.'),
  contentType: field
    .select(['application/json', 'application/xml', 'text/plain'], {
      title: 'Result',
      description: 'The content type of what the script returns.',
    })
    .default('application/json'),
  timeoutMs: field
    .number({ title: 'Time limit', description: 'In milliseconds, for one document.', advanced: true })
    .int()
    .min(10)
    .max(60_000, 'A script runs at most 60,000 ms (one minute).')
    .default(5_000),
  memoryMb: field
    .number({ title: 'Memory limit', description: 'In megabytes, for one document.', advanced: true })
    .int()
    .min(8)
    .max(512)
    .default(64),
});

/** Runs a script for each document, outside the worker's process and with limits. */
export const definition = defineStep({
  type: 'script',
  version: 1,
  title: 'Script',
  summary: 'Runs JavaScript for each document, in a sandbox with limits of time and memory.',
  category: 'shape',
  keywords: ['code', 'javascript', 'custom', 'function', 'data process', 'groovy'],
  role: 'step',
  effect: 'none',
  config,
  initial: { code: '// input.body, input.properties, input.execution\nreturn input.body;\n', contentType: 'application/json' },
  ports: () => [{ id: 'out', title: 'result' }],
  describe: ({ code }) => {
    const first = code.split('\n').find((line) => line.trim() !== '' && !line.trim().startsWith('//'));
    return first === undefined ? 'JavaScript' : first.trim().slice(0, 60);
  },
  capabilities: ['sandbox'],
});
