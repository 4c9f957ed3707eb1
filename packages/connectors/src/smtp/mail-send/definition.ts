import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';

const addresses = (title: string, description: string) =>
  field.template({ title, description, placeholder: '{{ body.email }}, Sales <sales@example.com>' }).max(10_000);

const attachments = field.choice(
  'kind',
  [
    field.group({ kind: z.literal('none') }, { title: 'None', description: 'The message has its text only.' }),
    field.group(
      {
        kind: z.literal('body'),
        fileName: field
          .template({ title: 'File name', description: 'The name that the attachment has.', placeholder: 'order-{{ body.id }}.xml' })
          .min(1, 'The file name is empty.')
          .max(500),
      },
      { title: 'The document', description: 'The body of the document, as it is.' },
    ),
    field.group(
      {
        kind: z.literal('list'),
        files: field.expression({
          title: 'Files',
          description:
            'A list of objects with "name" and "text", or "name" and "base64"; "type" is the content type where the name does not tell it.',
        }),
      },
      { title: 'Several', description: 'Files that an expression gives.' },
    ),
  ],
  { title: 'Attachments', description: 'What is sent along.' },
);

const config = z
  .strictObject({
    connection: field
      .connection({ title: 'Connection', description: 'The mail server.', connectionType: 'smtp' })
      .min(1, 'Choose a connection.'),
    to: addresses('To', 'Addresses, separated by commas.').default(''),
    cc: addresses('Copy', 'Addresses that everybody sees.').default(''),
    bcc: addresses('Hidden copy', 'Addresses that nobody else sees.').default(''),
    from: addresses('From', 'Left empty, the sender of the connection.').default(''),
    replyTo: field
      .template({ title: 'Reply to', description: 'Where answers go; left empty, to the sender.', advanced: true })
      .max(1_000)
      .default(''),
    subject: field
      .template({ title: 'Subject', description: 'One line.', placeholder: 'Order {{ body.id }} has arrived' })
      .max(2_000)
      .default(''),
    text: field.template({ title: 'Text', description: 'The message in plain text.', language: 'plaintext' }).max(1_000_000).default(''),
    html: field
      .template({
        title: 'HTML',
        description: 'The message for those who see HTML; the text is for all others.',
        language: 'html',
        advanced: true,
      })
      .max(1_000_000)
      .default(''),
    attachments: attachments.default({ kind: 'none' }),
  })
  .refine(({ to, cc, bcc }) => [to, cc, bcc].some((list) => list.trim() !== ''), { path: ['to'], message: 'There is nobody to send to.' });

/** Sends a message. */
export const definition = defineStep({
  type: 'mail-send',
  version: 1,
  title: 'Send mail',
  summary: 'Sends a message, with the document attached where that is wanted.',
  category: 'connectors',
  keywords: ['email', 'e-mail', 'smtp', 'message', 'notify', 'alert'],
  role: 'step',
  effect: 'once',
  config,
  initial: { to: '', subject: '', text: '', attachments: { kind: 'none' } },
  ports: () => [{ id: 'out', title: 'sent' }],
  describe: ({ to, cc, bcc, subject }) => `${[to, cc, bcc].find((list) => list.trim() !== '') ?? ''}: ${subject}`.slice(0, 120),
});
