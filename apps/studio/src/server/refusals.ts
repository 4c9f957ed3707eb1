import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { toProblem, WeftError } from '@weft/errors';

/** Why a request must not reach the framework, which would answer it with a bare 500; undefined where it may. */
export function refusalOf({ method, url = '/' }: Pick<IncomingMessage, 'method' | 'url'>): WeftError | undefined {
  if (method === 'TRACE') return new WeftError('METHOD_NOT_ALLOWED', 'TRACE is not possible here.');
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return undefined;
  } catch {
    return new WeftError('REQUEST_INVALID', 'The path has a percent sign that does not begin an encoded UTF-8 character.');
  }
}

/** Answers with a problem document (RFC 9457). */
export function refuse(response: ServerResponse, error: WeftError): void {
  const body = JSON.stringify(toProblem(error));
  response.writeHead(error.status, { 'content-type': 'application/problem+json', 'content-length': Buffer.byteLength(body) }).end(body);
}

/** What is not HTTP, arrives too slowly, or wants another protocol: answered on the bare socket. */
export function refuseOnSockets(server: Server): void {
  server.on('clientError', (error: Error & { code?: string }, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') socket.destroy();
    else endWith(socket, brokenAs(error.code));
  });
  const refuseTunnel = (_request: IncomingMessage, socket: Duplex) => {
    endWith(socket, new WeftError('METHOD_NOT_ALLOWED', 'This server speaks HTTP only, and is no proxy.'));
  };
  server.on('connect', refuseTunnel);
  // The framework has sockets for its development server only; without one it would leave the caller hanging.
  if (process.env['NODE_ENV'] !== 'development') server.on('upgrade', refuseTunnel);
}

function brokenAs(code: string | undefined): WeftError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new WeftError('TIMEOUT', 'The request did not arrive in time.', { status: 408 });
  if (code === 'HPE_HEADER_OVERFLOW') return new WeftError('REQUEST_INVALID', 'The headers are too large.', { status: 431 });
  return new WeftError('REQUEST_INVALID', 'This is not a valid HTTP request.');
}

function endWith(socket: Duplex, error: WeftError): void {
  const body = JSON.stringify(toProblem(error));
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
