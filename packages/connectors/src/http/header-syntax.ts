/** Token of RFC 9110 §5.6.2. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What the client writes itself: message framing (RFC 9112 §6), hop-by-hop headers (RFC 9110 §7.6.1), and the host that was checked. */
const reserved = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What is wrong with the name of a request header, as a sentence; `undefined` where it is right. */
export function headerNameProblem(name: string): string | undefined {
  if (!token.test(name)) return 'A header name holds letters, digits and dashes, but no spaces or line breaks.';
  if (reserved.has(name.toLowerCase())) return `The header ${name} is written by the client itself and cannot be set.`;
  return undefined;
}

/** Whether a value can stand in a header (RFC 9110 §5.5). A line break would let data add headers or a whole second request. */
export function isHeaderValue(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
