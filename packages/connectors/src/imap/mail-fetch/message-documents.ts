import { Body, type Properties } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { Emission } from '@weft/step-kit/executor';
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';

export interface Wanted {
  readonly result: 'message' | 'raw';
  readonly attachments: boolean;
  readonly properties: Properties;
}

/** The documents that a message becomes: itself, and each attachment where that is wanted. @throws WeftError `BODY_NOT_PARSABLE`. */
export async function messageDocuments(source: Uint8Array, { result, attachments, properties }: Wanted): Promise<Emission[]> {
  const email = await PostalMime.parse(source).catch((thrown: unknown) => {
    throw new WeftError('BODY_NOT_PARSABLE', 'A message of the mailbox cannot be read as one (RFC 5322).', { cause: thrown });
  });
  const told: Properties = {
    ...properties,
    mail_from: firstAddress(email.from),
    mail_subject: email.subject ?? '',
    mail_message_id: email.messageId ?? '',
    ...(email.date === undefined ? {} : { mail_date: email.date }),
  };
  const body = result === 'raw' ? Body.fromBytes(source, 'message/rfc822') : Body.fromValue(described(email));
  const message: Emission = { port: 'mail', body, properties: told };
  return attachments ? [message, ...email.attachments.map((one, index) => attached(one, { index, told }))] : [message];
}

function described(email: Email) {
  return {
    from: email.from === undefined ? null : (mailboxes([email.from])[0] ?? null),
    to: mailboxes(email.to),
    cc: mailboxes(email.cc),
    replyTo: mailboxes(email.replyTo),
    subject: email.subject ?? '',
    date: email.date ?? null,
    messageId: email.messageId ?? null,
    inReplyTo: email.inReplyTo ?? null,
    text: email.text ?? null,
    html: email.html ?? null,
    attachments: email.attachments.map((attachment, index) => ({
      name: nameOf(attachment, index),
      contentType: attachment.mimeType,
      size: bytesOf(attachment).byteLength,
    })),
  };
}

function mailboxes(addresses: readonly Address[] | undefined): { name: string; address: string }[] {
  return (addresses ?? []).flatMap(({ name, address, group }) =>
    group === undefined ? [{ name, address: address ?? '' }] : mailboxes(group),
  );
}

function firstAddress(address: Address | undefined): string {
  return address === undefined ? '' : (mailboxes([address])[0]?.address ?? '');
}

function attached(attachment: Attachment, { index, told }: { readonly index: number; readonly told: Properties }): Emission {
  const bytes = bytesOf(attachment);
  return {
    port: 'attachment',
    body: Body.fromBytes(bytes, attachment.mimeType),
    properties: { ...told, file_name: nameOf(attachment, index), file_size: bytes.byteLength },
  };
}

/** Whoever writes a file of this name must not be led elsewhere by it. */
function nameOf({ filename }: Attachment, index: number): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const bare = (filename ?? '').replace(/[\u0000-\u001f\u007f]/g, '').replace(/^.*[/\\]/, '');
  return bare === '' || bare === '.' || bare === '..' ? `attachment-${index + 1}` : bare;
}

function bytesOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}
