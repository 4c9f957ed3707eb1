import type { ImapServer } from '@weft/testkit';
import { ImapFlow } from 'imapflow';

/** Puts a message into the inbox of a server of the tests, as if it had arrived. */
export async function deliverMail({ host, port, user, password }: ImapServer, lines: readonly string[]): Promise<void> {
  const client = new ImapFlow({ host, port, secure: false, doSTARTTLS: false, auth: { user, pass: password }, logger: false });
  await client.connect();
  await client.append('INBOX', Buffer.from(lines.join('\r\n')));
  await client.logout();
}

/** A message with an order attached. */
export const orderMail = [
  'From: Northwind Bakery <orders@northwind-bakery.example>',
  'To: orders@example.com',
  'Subject: Our order',
  'Date: Mon, 23 Nov 2026 08:00:00 +0100',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=part',
  '',
  '--part',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Please see the file.',
  '--part',
  'Content-Type: text/csv; name=order.csv',
  'Content-Disposition: attachment; filename=order.csv',
  '',
  'item,quantity',
  'bread flour,3',
  '--part--',
  '',
];
