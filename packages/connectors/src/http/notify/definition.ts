import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';

const detail = field.group(
  {
    name: field.text({ title: 'Name', description: 'What it is.', placeholder: 'order' }).min(1, 'The name is empty.').max(200),
    value: field.template({ title: 'Value', description: 'A text with {{ expressions }} inside.', placeholder: '{{ body.id }}' }),
  },
  { title: 'Detail', description: 'One fact beside the message.' },
);

const config = z.strictObject({
  level: field.select(['info', 'warn', 'error'], { title: 'Level', description: 'How much it matters.' }).default('info'),
  message: field
    .template({
      title: 'Message',
      description: 'What has happened, with {{ expressions }} inside.',
      placeholder: 'Order {{ body.id }} waits for an approval',
    })
    .min(1, 'The message is empty.'),
  details: field.list(detail, { title: 'Details', description: 'Facts beside the message.' }).max(50).default([]),
  webhook: field
    .choice(
      'to',
      [
        field.group({ to: z.literal('none') }, { title: 'Nobody', description: 'It only stands in the log.' }),
        field.group(
          {
            to: z.literal('webhook'),
            connection: field
              .connection({
                title: 'Connection',
                description: 'The service that is told. Without one the URL is a whole one.',
                connectionType: 'http',
              })
              .optional(),
            url: field
              .template({ title: 'URL', description: 'Relative to the base URL of the connection, or whole.', placeholder: 'alerts' })
              .max(8192)
              .default(''),
            payload: field
              .select(['json', 'chat'], {
                title: 'What is sent',
                description:
                  'json: level, message, details and where it comes from; chat: {"text": …}, which Slack, Teams and Mattermost show as a message.',
              })
              .default('json'),
            onFailure: field
              .select(['go-on', 'fail'], {
                title: 'When nobody listens',
                description: 'go-on: the log says so; fail: the step fails.',
                advanced: true,
              })
              .default('go-on'),
          },
          { title: 'A webhook', description: 'An address that is called with it.' },
        ),
      ],
      { title: 'Tell', description: 'Who hears of it beside the log. For mail, link a Send mail step behind.' },
    )
    .default({ to: 'none' }),
});

/** Tells people what has happened, and passes the document on. */
export const definition = defineStep({
  type: 'notify',
  version: 1,
  title: 'Notify',
  summary: 'Tells people what has happened, in the log and where wanted by a webhook, and passes the document on.',
  category: 'flow',
  keywords: ['alert', 'message', 'slack', 'teams', 'webhook', 'notification', 'log', 'warn', 'monitor'],
  role: 'step',
  // A message that comes twice is better than one that never comes.
  effect: ({ webhook }) => (webhook.to === 'none' ? 'none' : 'idempotent'),
  config,
  initial: { level: 'info', message: '' },
  ports: () => [{ id: 'out', title: 'document' }],
  describe: ({ level, message }) => `${level}: ${message}`.slice(0, 80),
});

export type Webhook = Extract<z.output<typeof config>['webhook'], { to: 'webhook' }>;
