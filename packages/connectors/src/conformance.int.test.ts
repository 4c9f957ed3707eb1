import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Body } from '@weft/document';
import { createOutboundGuard } from '@weft/outbound';
import { makeCatalog } from '@weft/step-kit';
import type { ConnectionHandle } from '@weft/step-kit/executor';
import { describeConformance } from '@weft/step-kit/testing';
import {
  type FreshDatabase,
  freshDatabase,
  type ImapServer,
  type MariaDbServer,
  type S3Server,
  type SmtpServer,
  type SshServer,
  startImapServer,
  startMariaDb,
  startS3Server,
  startSmtpServer,
  startSshServer,
} from '@weft/testkit';
import {
  demoTablesOfMySql,
  type OrderFiles,
  seedDemoDatabase,
  startOrderFiles,
  startWebServices,
  type WebServices,
} from '@weft/testkit/demo';
import { afterAll, beforeAll } from 'vitest';
import { deliverMail, orderMail } from '../test/deliver-mail.ts';
import { connectionDefinitions, stepEntries } from './catalog.gen.ts';
import { connectionImplementations, stepImplementations } from './executors.gen.ts';
import type { FilesClient } from './remote-files/session.ts';

// The examples of this package name these connections.
let customers: WebServices;
let database: FreshDatabase;
let files: OrderFiles;
let ssh: SshServer;
let mariaDb: MariaDbServer;
let mail: SmtpServer;
let bucket: S3Server;
let mailbox: ImapServer;
const clients = new Map<string, { readonly client: unknown; close(): Promise<void> }>();
const outbound = createOutboundGuard({ allow: '127.0.0.1 localhost' });

beforeAll(async () => {
  customers = await startWebServices({ port: 0 });
  files = await startOrderFiles({ port: 0, password: 'demo' });
  database = await freshDatabase();
  await seedDemoDatabase(database.url);
  const url = new URL(database.url);
  await open('demo-customers', 'http', { baseUrl: customers.url });
  await open('demo-database', 'postgres', {
    host: url.hostname,
    port: Number(url.port),
    database: url.pathname.slice(1),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    ssl: 'off',
  });
  const { host, port, user, password } = files;
  await open('demo-files', 'ftp', { host, port, user, password, encryption: 'off' });
  bucket = await startS3Server();
  await open('demo-bucket', 's3', {
    endpoint: bucket.endpoint,
    bucket: bucket.bucket,
    accessKeyId: bucket.accessKeyId,
    secretAccessKey: bucket.secretAccessKey,
  });
  await fillBucket();
  await open('demo-disk', 'disk', { folder: files.folder });
  mariaDb = await startMariaDb({ sql: demoTablesOfMySql });
  await open('demo-mysql', 'mysql', {
    ...at(mariaDb),
    database: mariaDb.database,
    user: mariaDb.user,
    password: mariaDb.password,
    ssl: 'off',
  });
  mail = await startSmtpServer();
  await open('demo-mail', 'smtp', { ...at(mail), encryption: 'off', from: 'Shop <shop@example.com>' });
  mailbox = await startImapServer();
  await deliverMail(mailbox, orderMail);
  await open('demo-mailbox', 'imap', { ...at(mailbox), encryption: 'off', user: mailbox.user, password: mailbox.password });
  ssh = await startSshServer();
  const authentication = { kind: 'key', privateKey: ssh.privateKey };
  await open('demo-sftp', 'sftp', { ...at(ssh), user: ssh.user, hostKey: ssh.hostKey, authentication, folder: files.folder });
});

/** With what the folder of the order files holds. */
async function fillBucket(): Promise<void> {
  const orders = join(files.folder, 'orders');
  for (const name of await readdir(orders)) {
    const content = await readFile(join(orders, name));
    const client = clients.get('demo-bucket')?.client as FilesClient;
    const key = `orders/${name}`;
    await client.use(AbortSignal.timeout(5_000), (session) => session.write(key, Body.fromBytes(content, 'text/csv').stream()));
    await bucket.touch(key, (await stat(join(orders, name))).mtime);
  }
}

function at({ host, port }: { readonly host: string; readonly port: number }) {
  return { host, port };
}

afterAll(async () => {
  for (const { close } of clients.values()) await close();
  await customers.close();
  await files.close();
  await ssh.close();
  await mariaDb.close();
  await mail.close();
  await bucket.close();
  await mailbox.close();
  await database.drop();
});

async function open(id: string, type: string, config: object): Promise<void> {
  const implementation = connectionImplementations.get(type);
  if (implementation === undefined) throw new Error(`There is no connection type ${type}.`);
  const parsed: unknown = implementation.definition.config.parse(config);
  const client: unknown = await implementation.open(parsed, {
    outbound,
    diskFolders: [files.folder],
    signal: new AbortController().signal,
  });
  clients.set(id, { client, close: () => implementation.close(client) });
}

describeConformance(makeCatalog(stepEntries, connectionDefinitions), stepImplementations, {
  tools: {
    connection: <Client>(id: string): ConnectionHandle<Client> => ({ client: async () => clients.get(id)?.client as Client }),
    outbound,
  },
});
