import type { IncomingHttpHeaders } from 'node:http';
import type { RequestTarget } from './request-target.ts';

/** Headers that reach the process, beside those that begin with `x-`. */
const passed = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'content-disposition',
  'content-language',
  'content-md5',
  'content-type',
  'date',
  'idempotency-key',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-unmodified-since',
  'origin',
  'referer',
  'soapaction',
  'traceparent',
  'user-agent',
]);

/** Headers that begin with `x-` and still never pass: keys of callers, and what proxies say of themselves. */
const withheld = /^x-(api-key|forwarded-.*|real-ip|weft-.*)$/;

/** `inheader_<name>` in lower case, for the document that starts the execution. Keys, cookies and connection headers never pass. */
export function headerProperties(headers: IncomingHttpHeaders): Record<string, string> {
  const properties: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || !(passed.has(name) || (name.startsWith('x-') && !withheld.test(name)))) continue;
    properties.push([`inheader_${name}`, Array.isArray(value) ? value.join(', ') : value]);
  }
  return Object.fromEntries(properties);
}

/** `query_*`: several values of one name are joined by commas. */
export function queryProperties(query: URLSearchParams): Record<string, string> {
  const properties = new Map<string, string>();
  for (const [name, value] of query) {
    const key = `query_${name}`;
    const earlier = properties.get(key);
    properties.set(key, earlier === undefined ? value : `${earlier},${value}`);
  }
  return Object.fromEntries(properties);
}

/** `param_*`, `query_*`, `inmethod`, `inpath`, `inuser`, for the execution. */
export function executionProperties(
  method: string,
  target: RequestTarget,
  parameters: ReadonlyMap<string, string>,
  user: string,
): Record<string, string> {
  const named = [...parameters].map(([name, value]): [string, string] => [`param_${name}`, value]);
  return {
    ...queryProperties(target.query),
    ...Object.fromEntries(named),
    inmethod: method,
    inpath: target.path,
    inuser: user,
  };
}
