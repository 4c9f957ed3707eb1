import { type ReceivedMail, startSmtpServer } from '../mail/smtp-server.ts';
import { type OrderFiles, startOrderFiles } from './order-files.ts';
import { startWebServices } from './web-services.ts';

/** The systems around Weft that the examples work with, beside their database. */
export interface Surroundings {
  /** What `${NAME}` stands for in the connections of the examples. */
  readonly variables: Readonly<Record<string, string>>;
  /** Their addresses, `host:port`, for whoever guards what may be called. */
  readonly addresses: readonly string[];
  readonly files: OrderFiles;
  /** What has been sent to anybody, oldest first; also at `/mails` of the web service. */
  readonly mails: readonly ReceivedMail[];
  close(): Promise<void>;
}

/**
 * Starts a web service, an FTP server and a mail server on the loopback address.
 * @param port of the web service; 0 takes any free one, as the others do.
 * @param password for the FTP server.
 */
export async function startSurroundings({ port, password }: { readonly port: number; readonly password: string }): Promise<Surroundings> {
  const mail = await startSmtpServer();
  const files = await startOrderFiles({ port: 0, password });
  const services = await startWebServices({ port, mails: mail.received });
  return {
    variables: {
      DEMO_HTTP_URL: services.url,
      DEMO_FTP_HOST: files.host,
      DEMO_FTP_PORT: String(files.port),
      DEMO_FTP_USER: files.user,
      DEMO_FTP_PASSWORD: files.password,
      DEMO_SMTP_HOST: mail.host,
      DEMO_SMTP_PORT: String(mail.port),
    },
    addresses: [new URL(services.url).host, `${files.host}:${files.port}`, `${mail.host}:${mail.port}`],
    files,
    mails: mail.received,
    close: async () => {
      await Promise.all([services.close(), files.close(), mail.close()]);
    },
  };
}
