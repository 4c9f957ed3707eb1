import { field } from '@weft/step-kit';
import * as z from 'zod';

const next = (title: string, description: string, placeholder: string) =>
  field.expression({ title, description, placeholder }).min(1, 'The expression is empty.');

const parameter = (placeholder: string) =>
  field
    .text({ title: 'Parameter', description: 'The query parameter that says which page.', placeholder })
    .min(1, 'The name is empty.')
    .default(placeholder);

const first = (title: string, value: number) =>
  field.number({ title, description: 'That the first request asks for.', advanced: true }).int().min(0).default(value);

const items = () =>
  field
    .expression({ title: 'Items', description: 'The list in an answer; an empty one is behind the last page.', placeholder: 'body.items' })
    .min(1, 'The expression is empty.')
    .default('body');

/** How a service hands out what does not fit into one answer. */
export const paging = () =>
  field
    .choice(
      'by',
      [
        field.group({ by: z.literal('none') }, { title: 'None', description: 'One request, one answer.' }),
        field.group(
          { by: z.literal('link') },
          { title: 'Link header', description: 'The header Link names the next page (RFC 8288), as GitHub does it.' },
        ),
        field.group(
          {
            by: z.literal('next-url'),
            next: next('Next URL', 'The URL of the next page in an answer; nothing after the last one.', 'body.next'),
          },
          { title: 'URL in the answer', description: 'The answer holds the URL of the next page.' },
        ),
        field.group(
          {
            by: z.literal('cursor'),
            parameter: parameter('cursor'),
            next: next('Cursor', 'What the next request sends; nothing after the last page.', 'body.meta.next_cursor'),
          },
          { title: 'Cursor', description: 'The answer holds a mark that the next request sends back.' },
        ),
        field.group(
          { by: z.literal('page'), parameter: parameter('page'), first: first('First page', 1), items: items() },
          { title: 'Page number', description: 'Each request asks for the next number.' },
        ),
        field.group(
          { by: z.literal('offset'), parameter: parameter('offset'), first: first('First offset', 0), items: items() },
          { title: 'Offset', description: 'Each request asks for what comes behind the items had so far.' },
        ),
      ],
      { title: 'Pages', description: 'How the service hands out what does not fit into one answer.', advanced: true },
    )
    .default({ by: 'none' });

/** More than this is a service that never comes to an end. */
export const pagesMax = () =>
  field
    .number({ title: 'Most pages', description: 'More pages fail the step: a service may never come to an end.', advanced: true })
    .int()
    .min(1)
    .max(100_000)
    .default(1_000);

export type Paging = z.output<ReturnType<typeof paging>>;
