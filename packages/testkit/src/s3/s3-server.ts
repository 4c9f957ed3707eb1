import { mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../free-port.ts';
import { startServerProcess } from '../server-process.ts';
import { isSigned } from './signature.ts';

export interface S3Server {
  readonly endpoint: string;
  readonly port: number;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** What an object holds. */
  read(key: string): Promise<Buffer>;
  /** Says that an object was changed at that time. */
  touch(key: string, at: Date): Promise<void>;
  /** The names of objects and folders below a folder, in order. */
  names(folder: string): Promise<string[]>;
  /** How many requests there were, by method. */
  requests(method: string): number;
  close(): Promise<void>;
}

/** What the server calls the files that hold its objects. */
const suffix = '._S3rver_object';

/** An S3 server on a free port with one empty bucket. It refuses what is not signed with its key. */
export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 'weft-s3-'));
  const [bucket, accessKeyId, secretAccessKey] = ['shop', 'S3RVER', 'S3RVER'];
  const storePort = await freePort();
  const program = join(fileURLToPath(import.meta.resolve('s3rver')), '../../bin/s3rver.js');
  const store = await startServerProcess({
    what: 's3rver',
    package: 'nodejs',
    // It makes the tokens of long listings with a cipher that is switched off by now.
    command: [
      process.execPath,
      '--openssl-legacy-provider',
      program,
      '-d',
      directory,
      '-a',
      '127.0.0.1',
      '-p',
      String(storePort),
      '--configure-bucket',
      bucket,
      '--silent',
    ],
    isReady: () => listens(storePort),
  });
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    counts.set(request.method ?? '', (counts.get(request.method ?? '') ?? 0) + 1);
    // The server itself checks signatures of an older kind only.
    if (isSigned(request, { accessKeyId, secretAccessKey })) return passOn(request, response, storePort);
    request.resume();
    response.writeHead(403, { 'content-type': 'application/xml' });
    response.end(
      request.method === 'HEAD' ? undefined : '<Error><Code>SignatureDoesNotMatch</Code><Message>It does not fit.</Message></Error>',
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const at = (key: string): string => join(directory, bucket, `${key}${suffix}`);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    bucket,
    accessKeyId,
    secretAccessKey,
    read: (key) => readFile(at(key)),
    touch: (key, time) => utimes(at(key), time, time),
    async names(folder) {
      const entries = await readdir(join(directory, bucket, folder), { withFileTypes: true }).catch(() => []);
      return entries
        .filter((entry) => entry.isDirectory() || entry.name.endsWith(suffix))
        .map(({ name }) => name.replace(suffix, ''))
        .sort();
    },
    requests: (method) => counts.get(method) ?? 0,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
      await store.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function passOn(request: IncomingMessage, response: ServerResponse, port: number): void {
  const { method, url, headers } = request;
  const onward = send({ host: '127.0.0.1', port, method, path: url, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.on('close', () => request.complete || onward.destroy());
  request.pipe(onward);
}

function listens(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(port, '127.0.0.1', () => {
      settle(true);
      socket.destroy();
    });
    socket.once('error', () => settle(false));
  });
}
