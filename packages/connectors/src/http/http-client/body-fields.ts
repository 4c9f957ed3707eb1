import { field } from '@weft/step-kit';
import * as z from 'zod';

const contentTypeSyntax = /^[\w.+-]+\/[\w.+-]+(\s*;\s*[\w.-]+=("[^"\r\n]*"|[\w.+-]+))*$/;

const contentType = (description: string, placeholder: string) =>
  field
    .text({ title: 'Content type', description, placeholder })
    .regex(contentTypeSyntax, 'This is no content type. Write one such as application/json.');

const name = () => field.text({ title: 'Name', description: 'The name of the field.' }).min(1, 'The name is empty.').max(500);
const value = () => field.template({ title: 'Value', description: 'A text with {{ expressions }} inside.' });

const formField = field.group({ name: name(), value: value() }, { title: 'Field', description: 'One field of the form.' });

const part = field.choice(
  'from',
  [
    field.group({ from: z.literal('text'), name: name(), value: value() }, { title: 'A field', description: 'A name and a text.' }),
    field.group(
      {
        from: z.literal('document'),
        name: name(),
        fileName: field
          .template({ title: 'File name', description: 'What the file is called.', placeholder: '{{ properties.file_name }}' })
          .default('file'),
      },
      { title: 'The document as a file', description: 'The body of the document, with its content type.' },
    ),
  ],
  { title: 'Part', description: 'One part of the form.' },
);

/** What is sent. */
export const body = () =>
  field
    .choice(
      'from',
      [
        field.group({ from: z.literal('none') }, { title: 'None', description: 'The request has no body.' }),
        field.group({ from: z.literal('document') }, { title: 'The document', description: 'The body of the document, as it is.' }),
        field.group(
          {
            from: z.literal('template'),
            template: field.template({ title: 'Text', description: 'The body, with {{ expressions }} inside.', language: 'json' }),
            contentType: contentType('What the body is.', 'application/json').default('application/json'),
          },
          { title: 'A text', description: 'A text with expressions inside.' },
        ),
        field.group(
          {
            from: z.literal('form'),
            fields: field.list(formField, { title: 'Fields', description: 'Sent as a browser sends a form.' }).max(500).default([]),
          },
          { title: 'A form', description: 'Names and values (application/x-www-form-urlencoded).' },
        ),
        field.group(
          {
            from: z.literal('multipart'),
            parts: field.list(part, { title: 'Parts', description: 'Fields and files.' }).min(1, 'There is no part.').max(500),
          },
          { title: 'A form with files', description: 'Fields and files (multipart/form-data).' },
        ),
      ],
      { title: 'Body', description: 'What is sent.' },
    )
    .default({ from: 'none' });
