import { WeftError } from '@weft/errors';

/** The path and query of a request, checked. */
export interface RequestTarget {
  /** As it came, percent-encoding included. */
  readonly path: string;
  readonly query: URLSearchParams;
}

const pathBytesMax = 8_192;

/**
 * Takes a request target apart.
 * @throws WeftError `REQUEST_INVALID` where the path has another meaning for another reader: bad percent-encoding, encoded
 * slashes or control characters, `.` and `..` as segments (RFC 3986 §7.3).
 */
export function readTarget(target: string): RequestTarget {
  // Proxies may write the whole URL (RFC 9112 §3.2.2); what it says of the host counts for nothing here.
  const url = target.replace(/^https?:\/\/[^/?#]*/i, '') || '/';
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  if (path.length > pathBytesMax) throw refused(`The path is longer than ${pathBytesMax} characters.`);
  for (const segment of path.split('/')) checkSegment(segment);
  const query = new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1));
  for (const [name, value] of query) {
    if (hasControl(name) || value.includes('\0')) throw refused('A query parameter holds a control character.');
  }
  return { path, query };
}

function checkSegment(segment: string): void {
  let decoded: string;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    throw refused('The path has a percent sign that does not begin an encoded UTF-8 character.');
  }
  if (decoded === '.' || decoded === '..') throw refused('The path has a "." or ".." segment.');
  if (decoded.includes('/') || decoded.includes('\\')) throw refused('The path has an encoded slash or a backslash.');
  if (hasControl(decoded)) throw refused('The path holds a control character.');
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}

function refused(message: string): WeftError {
  return new WeftError('REQUEST_INVALID', message);
}
