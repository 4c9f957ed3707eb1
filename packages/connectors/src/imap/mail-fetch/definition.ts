import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';

const folder = (title: string, description: string) =>
  field.template({ title, description, placeholder: 'INBOX' }).min(1, 'The folder is empty.').max(500);

const after = field.choice(
  'kind',
  [
    field.group({ kind: z.literal('leave') }, { title: 'Leave it', description: 'The message stays as it is, unread too.' }),
    field.group({ kind: z.literal('seen') }, { title: 'Mark it read', description: 'The message stays and counts as read.' }),
    field.group(
      { kind: z.literal('move'), folder: folder('Folder', 'Where messages go that were taken; made where it is not there.') },
      { title: 'Move it', description: 'The message goes to another folder.' },
    ),
    field.group({ kind: z.literal('delete') }, { title: 'Delete it', description: 'The message is deleted for good.' }),
  ],
  { title: 'Afterwards', description: 'What becomes of a message that was fetched.' },
);

const config = z.strictObject({
  connection: field.connection({ title: 'Connection', description: 'The mailbox.', connectionType: 'imap' }).min(1, 'Choose a connection.'),
  folder: folder('Folder', 'The folder of the mailbox.').default('INBOX'),
  which: field.select(['unread', 'all'], { title: 'Which', description: 'Only messages that nobody has read, or all.' }).default('unread'),
  from: field
    .template({ title: 'Only from', description: 'A part of the sender; left empty, from anybody.', advanced: true })
    .max(500)
    .default(''),
  subject: field
    .template({ title: 'Only about', description: 'A part of the subject; left empty, any.', advanced: true })
    .max(500)
    .default(''),
  once: field
    .toggle({ title: 'Take each message once', description: 'A message that was taken before is left out, by whichever execution.' })
    .default(false),
  after: after.default({ kind: 'seen' }),
  result: field
    .select(['message', 'raw'], {
      title: 'Result',
      description: 'message: an object with sender, subject, text and so on. raw: the message as it was sent, in the form of RFC 5322.',
    })
    .default('message'),
  attachments: field
    .toggle({ title: 'Attachments', description: 'Each attachment becomes a document of its own at a second port.' })
    .default(false),
  messagesMax: field
    .number({ title: 'Most messages', description: 'Further ones wait for the next time.', advanced: true })
    .int()
    .min(1)
    .max(10_000)
    .default(100),
  rememberDays: field
    .number({ title: 'Remember for', description: 'In days: how long it is known that a message was taken.', advanced: true })
    .int()
    .min(1)
    .max(3_650)
    .default(90),
});

/** Fetches messages of a mailbox; each becomes a document. */
export const definition = defineStep({
  type: 'mail-fetch',
  version: 1,
  title: 'Fetch mail',
  summary: 'Fetches messages of a mailbox; each becomes a document, and its attachments too where that is wanted.',
  category: 'connectors',
  keywords: ['email', 'e-mail', 'imap', 'inbox', 'message', 'attachment', 'poll'],
  role: 'step',
  effect: ({ after: { kind } }) => (kind === 'leave' ? 'idempotent' : 'once'),
  config,
  initial: { folder: 'INBOX', which: 'unread', after: { kind: 'seen' } },
  ports: ({ attachments }) => [
    { id: 'mail', title: 'message' },
    ...(attachments ? [{ id: 'attachment', title: 'attachment' }] : []),
    { id: 'none', title: 'none' },
  ],
  describe: ({ folder: at, which }) => `${which === 'unread' ? 'unread messages' : 'messages'} of ${at}`,
  splits: () => true,
  capabilities: ['store'],
});
