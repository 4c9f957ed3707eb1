import { createHash } from 'node:crypto';
import type { Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import { type ExecutionInfo, implementStep } from '@weft/step-kit/executor';
import type { SmtpClient } from '../client.ts';
import { attachedFiles } from './attached-files.ts';
import { definition } from './definition.ts';

const texts = ['to', 'cc', 'bcc', 'from', 'replyTo', 'subject', 'text', 'html'] as const;

/** Sends one message for each document. */
export const implementation = implementStep(definition, (config, tools) => {
  const connection = tools.connection<SmtpClient>(config.connection);
  const templates = texts.map((name) => [name, tools.template(config[name], `/${name}`)] as const);
  const attached = attachedFiles(config.attachments, tools);

  async function filled(document: Document, execution: ExecutionInfo): Promise<Record<(typeof texts)[number], string>> {
    const entries = await Promise.all(templates.map(async ([name, template]) => [name, await template(document, execution)] as const));
    return Object.fromEntries(entries) as Record<(typeof texts)[number], string>;
  }

  return async (document, context) => {
    const { execution, signal } = context;
    const { to, cc, bcc, from, replyTo, subject, text, html } = await filled(document, execution);
    if ([to, cc, bcc].every((list) => list.trim() === ''))
      throw new WeftError('STEP_FAILED', 'For this document there is nobody to send to: To, Copy and Hidden copy are all empty.');
    const client = await connection.client(signal);
    const sender = from.trim() === '' ? client.from : from;
    if (sender === '')
      throw new WeftError('STEP_FAILED', 'The message has no sender: give one in the step or in the connection.', {
        place: { pointer: '/from' },
      });
    const sent = await client.send(
      {
        from: sender,
        to,
        cc,
        bcc,
        ...(replyTo.trim() === '' ? {} : { replyTo }),
        subject: subject.replace(/[\r\n]+/g, ' '),
        text,
        ...(html === '' ? {} : { html }),
        attachments: await attached(document, execution),
        messageId: messageId(execution, document, sender),
      },
      signal,
    );
    if (sent.rejected.length > 0)
      context.log('warn', 'The mail server did not take the message for everybody.', { rejected: sent.rejected });
    return {
      port: 'out',
      properties: {
        ...document.properties,
        mail_message_id: sent.messageId,
        mail_accepted: sent.accepted.length,
        mail_rejected: sent.rejected.join(', '),
      },
    };
  };
});

/** The same for the same document of the same execution, so that mail programs can tell a message that came twice (RFC 5322 §3.6.4). */
function messageId(execution: ExecutionInfo, document: Document, sender: string): string {
  const id = createHash('sha256').update(`${execution.id} ${document.id}`).digest('hex').slice(0, 32);
  const domain = /@([A-Za-z0-9.-]+)>?\s*$/.exec(sender)?.[1] ?? 'weft.invalid';
  return `<${id}@${domain}>`;
}
