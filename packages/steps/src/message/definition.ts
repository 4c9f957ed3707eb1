import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { readJsonTemplate } from './json-template.ts';
import { readXmlTemplate } from './xml-template.ts';

const config = z.strictObject({
  content: field.choice(
    'format',
    [
      field.group(
        {
          format: z.literal('json'),
          template: field
            .template({
              title: 'JSON',
              description:
                'JSON with {{ expressions }} as values or inside strings. Values are escaped; nothing they hold can change the structure.',
              language: 'json',
            })
            .min(1, 'The template is empty.')
            .superRefine(refuse(readJsonTemplate)),
        },
        { title: 'JSON', description: 'A JSON document.' },
      ),
      field.group(
        {
          format: z.literal('xml'),
          template: field
            .template({
              title: 'XML',
              description:
                'XML with {{ expressions }} between tags or in attributes. Values are escaped; nothing they hold can change the structure.',
              language: 'xml',
            })
            .min(1, 'The template is empty.')
            .superRefine(refuse(readXmlTemplate)),
        },
        { title: 'XML', description: 'An XML document.' },
      ),
      field.group(
        {
          format: z.literal('text'),
          template: field.template({
            title: 'Text',
            description: 'A text with {{ expressions }} inside. Values are written as they are.',
            language: 'plaintext',
          }),
          contentType: field
            .text({
              title: 'Content type',
              description: 'What kind of text it is. It is always written as UTF-8.',
              placeholder: 'text/plain',
            })
            .regex(/^text\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/, 'The content type is one of text/…, such as text/plain or text/csv.')
            .default('text/plain'),
        },
        { title: 'Text', description: 'A text of any kind; nothing is escaped.' },
      ),
    ],
    { title: 'Content', description: 'What the new body is made from.' },
  ),
});

/** A check that says what the reading of a template found. An empty one has an issue of its own already. */
function refuse(read: (template: string) => { readonly parts: unknown } | { readonly fault: string }) {
  return (template: string, context: z.RefinementCtx): void => {
    const found = template === '' ? undefined : read(template);
    if (found !== undefined && 'fault' in found) context.addIssue({ code: 'custom', message: found.fault });
  };
}

/** Makes a new body from a template. */
export const definition = defineStep({
  type: 'message',
  version: 1,
  title: 'Message',
  summary: 'Makes a JSON, XML or text body from a template with expressions inside.',
  category: 'shape',
  keywords: [
    'template',
    'text',
    'compose',
    'set body',
    'setBody',
    'simple',
    'velocity',
    'freemarker',
    'edit fields',
    'placeholder',
    'build',
  ],
  role: 'step',
  effect: 'none',
  config,
  initial: { content: { format: 'json', template: '{\n  "id": {{ body.id }}\n}\n' } },
  ports: () => [{ id: 'out', title: 'message' }],
  describe: ({ content }) => (content.format === 'text' ? content.contentType : content.format.toUpperCase()),
});
