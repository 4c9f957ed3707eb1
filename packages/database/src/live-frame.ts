import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { TraceDocument } from '@weft/process';
import type { LiveMessage } from './contract.ts';

/**
 * A message as NOTIFY can carry it. A payload is at most 7,999 bytes (PostgreSQL: NOTIFY), so a message is one or more frames:
 * `<publisher>.<number>.<part>.<parts>.<form>:<text>`, part from 0. The form `j` is JSON; `z` is JSON, deflated (RFC 1951), in base64.
 * The number also keeps equal messages apart, which PostgreSQL would send once.
 */
const textBytesMax = 7_800;

/** Bodies are left out of larger messages: a watcher reads them from the record when the execution has ended. */
const messageBytesMax = 8 * 1024 * 1024;

/** The channel of an execution: its name must be short, whatever the id is. */
export function liveChannel(executionId: string): string {
  return `weft_live_${createHash('sha256').update(executionId).digest('hex').slice(0, 40)}`;
}

export function toFrames(publisher: string, number: number, message: LiveMessage): string[] {
  const json = JSON.stringify(message);
  const size = Buffer.byteLength(json);
  if (size <= textBytesMax) return [`${publisher}.${number}.0.1.j:${json}`];
  const text = deflateRawSync(size <= messageBytesMax ? json : JSON.stringify(withoutBodies(message)), { level: 1 }).toString('base64');
  const parts = Math.ceil(text.length / textBytesMax);
  return Array.from({ length: parts }, (_, part) => {
    return `${publisher}.${number}.${part}.${parts}.z:${text.slice(part * textBytesMax, (part + 1) * textBytesMax)}`;
  });
}

/** Puts messages together again. Frames of one publisher come in order; a message with a gap is dropped. */
export function makeAssembler(): (frame: string) => LiveMessage | undefined {
  const unfinished = new Map<string, { readonly number: string; readonly texts: string[] }>();
  return (frame) => {
    const colon = frame.indexOf(':');
    const [publisher = '', number = '', part, parts, form] = frame.slice(0, colon).split('.');
    const text = frame.slice(colon + 1);
    if (form === 'j') return JSON.parse(text);
    if (part === '0') unfinished.set(publisher, { number, texts: [] });
    const message = unfinished.get(publisher);
    if (message?.number !== number || message.texts.length !== Number(part)) return undefined;
    message.texts.push(text);
    if (message.texts.length < Number(parts)) return undefined;
    unfinished.delete(publisher);
    return JSON.parse(inflateRawSync(Buffer.from(message.texts.join(''), 'base64')).toString('utf8'));
  };
}

function withoutBodies(message: LiveMessage): LiveMessage {
  const bare = ({ body, ...document }: TraceDocument): TraceDocument => (body === undefined ? document : { ...document, truncated: true });
  if (message.kind === 'trace') {
    return { kind: 'trace', trace: { ...message.trace, documents: message.trace.documents.map(bare) } };
  }
  const events = message.events.map((event) => (event.kind === 'step.emitted' ? { ...event, document: bare(event.document) } : event));
  return { kind: 'events', events };
}
