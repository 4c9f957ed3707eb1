import { createServer, type RequestListener, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WeftError } from '@weft/errors';
import { type WebSocket, WebSocketServer } from 'ws';
import { decodeFrame, encodeFrame, type FromGateway, type FromWorker, fromWorkerSchema, partBytesMax } from './frame.ts';
import { createIncomingBody, type IncomingBody } from './incoming-body.ts';
import type { Answer, ReplyListener, WireReply } from './reply.ts';
import { bearerOf, isTokenValid } from './reply-token.ts';

/** The path workers connect to. */
export const repliesPath = '/internal/replies';

export interface ReplyListenerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Shared with the workers. */
  readonly secret: Uint8Array;
  /** How workers reach this host, where it is not `host` (behind another network). */
  readonly advertisedHost?: string;
  /** Other requests on the same port: the gateway's internal API. */
  readonly onRequest?: RequestListener;
  readonly onError?: (error: Error) => void;
}

interface Expectation {
  attempt: number;
  readonly resolve: (answer: Answer) => void;
}

/**
 * Opens the gateway's side of the reply channel.
 * @throws WeftError `INTERNAL` where the port cannot be had.
 */
export async function openReplyListener(options: ReplyListenerOptions): Promise<ReplyListener> {
  const expected = new Map<string, Expectation>();
  const onError = options.onError ?? (() => undefined);
  const server = createServer(options.onRequest ?? ((_request, response) => response.writeHead(404).end()));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 2 * partBytesMax, perMessageDeflate: false });

  server.on('upgrade', (request, socket, head) => {
    if (request.url !== repliesPath) refuse(socket, 404);
    else if (!isTokenValid(options.secret, bearerOf(request.headers.authorization), Date.now())) refuse(socket, 401);
    else sockets.handleUpgrade(request, socket, head, (connection) => serve(connection, expected, onError));
  });

  await new Promise<void>((resolve, reject) => {
    const failed = (cause: Error) =>
      reject(new WeftError('INTERNAL', `The gateway cannot listen on ${options.host}:${options.port} for its workers.`, { cause }));
    server.once('error', failed);
    server.listen(options.port, options.host, () => {
      server.off('error', failed);
      server.on('error', onError);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;

  return {
    address: `ws://${hostPart(options.advertisedHost ?? options.host)}:${port}`,
    port,
    get waiting() {
      return expected.size;
    },
    settle: (executionId, answer) => {
      const expectation = expected.get(executionId);
      expected.delete(executionId);
      expectation?.resolve(answer);
      return expectation !== undefined;
    },
    expect: (executionId) => {
      const { promise, resolve } = Promise.withResolvers<Answer>();
      const expectation: Expectation = { attempt: 0, resolve };
      expected.set(executionId, expectation);
      return {
        answer: promise,
        forget: () => {
          if (expected.get(executionId) === expectation) expected.delete(executionId);
        },
      };
    },
    close: async () => {
      for (const connection of sockets.clients) connection.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function hostPart(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Takes the frames of one worker's connection. */
function serve(connection: WebSocket, expected: Map<string, Expectation>, onError: (error: Error) => void): void {
  const bodies = new Map<number, IncomingBody>();
  const tell = (head: FromGateway) => {
    if (connection.readyState === connection.OPEN) connection.send(encodeFrame(head));
  };

  connection.on('message', (data) => {
    try {
      const { head, body } = decodeFrame(data as Buffer, fromWorkerSchema);
      take(head, body);
    } catch (cause) {
      onError(new Error('A worker sent a frame that cannot be read; its connection is closed.', { cause }));
      connection.terminate();
    }
  });
  connection.on('error', onError);
  connection.on('close', () => {
    for (const body of bodies.values()) body.fail(lost());
    bodies.clear();
  });

  function take(head: FromWorker, body: Buffer): void {
    switch (head.kind) {
      case 'claim': {
        const expectation = expected.get(head.executionId);
        if (expectation !== undefined) expectation.attempt = Math.max(expectation.attempt, head.attempt);
        return;
      }
      case 'reply':
      case 'ended': {
        const expectation = expected.get(head.executionId);
        const taken = expectation !== undefined && head.attempt >= expectation.attempt;
        tell({ kind: 'ack', n: head.n, taken });
        if (!taken) return;
        expected.delete(head.executionId);
        expectation.resolve(head.kind === 'ended' ? endedAnswer(head) : { kind: 'reply', reply: wireReply(head, body) });
        return;
      }
      case 'part': {
        const incoming = bodies.get(head.n);
        if (incoming === undefined) return;
        if (body.byteLength > 0) incoming.push(body);
        if (!head.last) return;
        bodies.delete(head.n);
        incoming.end();
        return;
      }
      case 'broken':
        bodies.get(head.n)?.fail(lost());
        bodies.delete(head.n);
        return;
      default:
        head satisfies never;
    }
  }

  function wireReply(head: FromWorker & { kind: 'reply' }, first: Buffer): WireReply {
    const { status, headers, contentType, n } = head;
    if (head.last) return { status, headers, contentType, body: first };
    const incoming = createIncomingBody(
      (bytes) => tell({ kind: 'more', n, bytes }),
      () => {
        bodies.delete(n);
        tell({ kind: 'stop', n });
      },
    );
    bodies.set(n, incoming);
    if (first.byteLength > 0) incoming.push(first);
    return { status, headers, contentType, body: incoming.stream };
  }
}

function endedAnswer(head: FromWorker & { kind: 'ended' }): Answer {
  return { kind: 'ended', status: head.status, ...(head.error === undefined ? {} : { error: head.error }) };
}

function lost(): WeftError {
  return new WeftError('CONNECTION_FAILED', 'The worker that sent this reply is gone before its end.');
}
