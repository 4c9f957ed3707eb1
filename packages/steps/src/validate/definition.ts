import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';

const schemaLengthMax = 1_000_000;

const jsonSchema = field.group(
  {
    language: z.literal('json-schema'),
    schema: field
      .code({
        title: 'JSON Schema',
        description: 'Draft 6, 7, 2019-09 or 2020-12, as its $schema says; 2020-12 where it says nothing.',
        language: 'json',
      })
      .max(schemaLengthMax, 'A schema has at most 1,000,000 characters.')
      .superRefine((text, context) => {
        const problem = jsonSchemaProblem(text);
        if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
      }),
    formats: field
      .toggle({ title: 'Check formats', description: 'Whether "format" (date, email, uri …) is checked or only a note.', advanced: true })
      .default(true),
  },
  { title: 'JSON Schema', description: 'The body is JSON.' },
);

const otherFile = field.group(
  {
    location: field
      .text({ title: 'Location', description: 'As it stands in schemaLocation.', placeholder: 'common-types.xsd' })
      .min(1, 'The location is empty.')
      .max(500),
    schema: field
      .code({ title: 'XSD', description: 'The text of that file.', language: 'xml' })
      .min(1, 'The schema is empty.')
      .max(schemaLengthMax, 'A schema has at most 1,000,000 characters.'),
  },
  { title: 'File', description: 'A file that the schema includes or imports.' },
);

const xsd = field.group(
  {
    language: z.literal('xsd'),
    schema: field
      .code({ title: 'XSD', description: 'XML Schema 1.0.', language: 'xml' })
      .max(schemaLengthMax, 'A schema has at most 1,000,000 characters.')
      .regex(/<(?:[\w.-]+:)?schema[\s>]/, 'This is no XSD: it has no <schema> element.'),
    files: field
      .list(otherFile, {
        title: 'Included files',
        description: 'What the schema includes or imports. Nothing else is ever read, neither files nor addresses.',
        advanced: true,
      })
      .max(50, 'There are at most 50 files.')
      .default([]),
  },
  { title: 'XSD', description: 'The body is XML.' },
);

const config = z.strictObject({
  against: field.choice('language', [jsonSchema, xsd], { title: 'Against', description: 'What the body must conform to.' }),
  invalidBody: field
    .select(['document', 'errors'], {
      title: 'Body of invalid documents',
      description: 'document: as it came in; errors: a JSON object with the list of errors, ready to be the reply.',
    })
    .default('document'),
  errorsMax: field
    .number({ title: 'Most errors', description: 'So many are listed, the first ones; all are counted.', advanced: true })
    .int()
    .min(1)
    .max(100, 'At most 100 errors are listed.')
    .default(20),
  timeLimitMs: field
    .number({
      title: 'Time limit',
      description: 'In milliseconds, for one document. It stops schemas that would take for ever.',
      advanced: true,
    })
    .int()
    .min(100)
    .max(60_000, 'At most 60,000 milliseconds.')
    .default(5_000),
});

/** Tells documents that conform to a schema from those that do not. */
export const definition = defineStep({
  type: 'validate',
  version: 1,
  title: 'Validate',
  summary: 'Checks the body against a JSON Schema or an XSD and sends it one of two ways.',
  category: 'flow',
  keywords: ['schema', 'xsd', 'json schema', 'cleanse', 'conform', 'profile', 'check', 'verify', 'xml validation'],
  role: 'step',
  effect: 'none',
  config,
  initial: { against: { language: 'json-schema', schema: '{\n  "type": "object"\n}', formats: true } },
  ports: () => [
    { id: 'valid', title: 'valid' },
    { id: 'invalid', title: 'invalid' },
  ],
  describe: ({ against }) => (against.language === 'xsd' ? 'against an XSD' : 'against a JSON Schema'),
});

function jsonSchemaProblem(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'This is not JSON.';
  }
  if (typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value))) return undefined;
  return 'A JSON Schema is an object.';
}
