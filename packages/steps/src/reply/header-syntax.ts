/** Token of RFC 9110 §5.6.2. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What the server writes itself: message framing (RFC 9112 §6) and hop-by-hop headers (RFC 9110 §7.6.1). */
const reserved = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-execution-id',
]);

/** What is wrong with the name of a response header, as a sentence; `undefined` where it is right. */
export function headerNameProblem(name: string): string | undefined {
  if (!token.test(name))
    return `"${printable(name)}" is no header name: it may hold letters, digits and dashes, but no spaces or line breaks.`;
  if (reserved.has(name.toLowerCase())) return `The header ${name} is written by the server itself and cannot be set.`;
  return undefined;
}

/** What is wrong with the value of a response header, as a sentence; `undefined` where it is right (RFC 9110 §5.5). */
export function headerValueProblem(name: string, value: string): string | undefined {
  // A line break would let data add headers or a whole second response.
  if (/[\r\n\0]/.test(value)) return `The value of the header ${name} holds a line break or a NUL, which no header may.`;
  // Node writes headers as Latin-1 and refuses the rest.
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) return `The value of the header ${name} holds a character that no header may.`;
  return undefined;
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 60);
}
