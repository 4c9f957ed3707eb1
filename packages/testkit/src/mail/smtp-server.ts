import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SelfSignedCertificate } from '../ftp/self-signed-certificate.ts';

/** A message as it arrived. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

export interface SmtpServerOptions {
  /** Who may send; without it everybody. */
  readonly account?: { readonly user: string; readonly password: string };
  /** Offers STARTTLS, or speaks TLS from the first byte where `implicit`. */
  readonly tls?: SelfSignedCertificate & { readonly implicit?: boolean };
  /** Recipients that are refused, with an SMTP code. */
  readonly refused?: Readonly<Record<string, number>>;
}

export interface SmtpServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly received: readonly ReceivedMail[];
  close(): Promise<void>;
}

/** An SMTP server on a free port that keeps what it is sent. */
export async function startSmtpServer({ account, tls, refused = {} }: SmtpServerOptions = {}): Promise<SmtpServer> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    secure: tls?.implicit === true,
    ...(tls === undefined ? { hideSTARTTLS: true } : { key: tls.key, cert: tls.cert }),
    authOptional: account === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, callback) => {
      if (account !== undefined && username === account.user && password === account.password) callback(null, { user: username });
      else callback(new Error('no such user or password'));
    },
    onRcptTo: ({ address }, _session, callback) => {
      const code = refused[address];
      callback(code === undefined ? null : Object.assign(new Error(`not for ${address}`), { responseCode: code }));
    },
    onData: (stream, { envelope }, callback) => {
      let raw = '';
      stream.setEncoding('latin1').on('data', (text: string) => {
        raw += text;
      });
      stream.on('end', () => {
        received.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          raw,
        });
        callback(null);
      });
    },
  });
  // A client that hangs up in the middle is none of the server's errors.
  server.on('error', () => {});
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    host: '127.0.0.1',
    port: (server.server.address() as AddressInfo).port,
    received,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
