import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Problem, toProblem, WeftError } from '@weft/errors';

/** What Node would answer by itself and without words: answered with a problem like everything else. */
export function answerUnusualRequests(server: Server): void {
  // There is nothing to tunnel to here (RFC 9110 §9.3.6).
  server.on('connect', (_request, socket: Duplex) => {
    endWith(socket, toProblem(new WeftError('METHOD_NOT_ALLOWED', 'CONNECT is not possible here: this is no proxy.')));
  });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const problem = toProblem(new WeftError('REQUEST_INVALID', 'The only expectation that can be met is 100-continue.', { status: 417 }));
    const body = JSON.stringify(problem);
    const headers = { 'content-type': 'application/problem+json', 'content-length': Buffer.byteLength(body), connection: 'close' };
    response.writeHead(problem.status, headers).end(body);
  });
}

/** What is not HTTP at all, or too slow to be: answered on the bare socket. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, message] = brokenAs(error.code);
  endWith(socket, toProblem(new WeftError(status === 408 ? 'TIMEOUT' : 'REQUEST_INVALID', message, { status })));
}

function brokenAs(code: string | undefined): [number, string] {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, 'The request did not arrive in time.'];
  if (code === 'HPE_HEADER_OVERFLOW') return [431, 'The headers are too large.'];
  return [400, 'This is not a valid HTTP request.'];
}

function endWith(socket: Duplex, problem: Problem): void {
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
