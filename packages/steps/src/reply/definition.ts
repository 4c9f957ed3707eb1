import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { headerNameProblem } from './header-syntax.ts';

const header = field.group(
  {
    name: field
      .text({ title: 'Name', description: 'The name of the header.', placeholder: 'Cache-Control' })
      .superRefine((name, context) => {
        const message = headerNameProblem(name);
        if (message !== undefined) context.addIssue({ code: 'custom', message });
      }),
    value: field.template({ title: 'Value', description: 'The value of the header, on one line.' }),
  },
  { title: 'Header', description: 'One header of the response.' },
);

const config = z.strictObject({
  status: field
    .template({
      title: 'Status',
      description: 'An HTTP status from 200 to 599, as a number or a template. The document property outstatuscode, where set, wins.',
      placeholder: '200',
    })
    .refine((status) => status.includes('{{') || /^\s*[2-5]\d\d\s*$/.test(status), 'A status is a number from 200 to 599.')
    .default('200'),
  contentType: field
    .select(['as-is', 'application/json', 'application/xml', 'text/xml', 'text/plain', 'text/html', 'text/csv'], {
      title: 'Content type',
      description: 'What the body is sent as. A document of another content type is converted; as-is sends it as it came.',
    })
    .default('as-is'),
  body: field
    .choice(
      'from',
      [
        field.group({ from: z.literal('document') }, { title: 'The document', description: 'Send the body of the document.' }),
        field.group(
          {
            from: z.literal('template'),
            template: field.template({
              title: 'Text',
              description: 'The text to send, with {{ expressions }} inside.',
              language: 'plaintext',
            }),
          },
          { title: 'A text', description: 'Send a text with expressions inside.' },
        ),
      ],
      { title: 'Body', description: 'What is sent.' },
    )
    .default({ from: 'document' }),
  headers: field
    .list(header, {
      title: 'Headers',
      description: 'Headers of the response. Document properties named outheader_… add to them and win.',
      advanced: true,
    })
    .max(50)
    .default([]),
});

/** Answers the caller; the process may go on behind it. */
export const definition = defineStep({
  type: 'reply',
  version: 1,
  title: 'Reply',
  summary: 'Answers the caller with the document, at whatever point of the process it stands.',
  category: 'result',
  keywords: ['return', 'response', 'answer', 'return documents', 'respond'],
  role: 'step',
  effect: 'idempotent',
  config,
  initial: { status: '200', contentType: 'as-is', body: { from: 'document' }, headers: [] },
  ports: () => [{ id: 'out', title: 'after the reply' }],
  describe: ({ status, contentType }) => (contentType === 'as-is' ? status : `${status} ${contentType}`),
  capabilities: ['reply'],
});
