import type { ExecutionError, TraceDocument, TraceEvent } from '@weft/process';
import { type Marks, readMarks, redactedText } from './marks.ts';
import { maskBody } from './mask-body.ts';
import { createScrubber } from './scrubber.ts';

/** What proves who somebody is. Recorded of nobody, whatever a process says. */
const credentials = /^(in|out)header_(authorization|proxy-authorization|cookie|set-cookie|x-api-key)$/i;

/** Takes out of everything that is told of one execution what must not be written down or watched. */
export interface Redactor {
  event(event: TraceEvent): TraceEvent;
  /** Of the execution. */
  properties<P extends Readonly<Record<string, unknown>>>(properties: P): P;
}

/** `marks` as they stand in the plan; headers that carry credentials go without a mark. */
export function createRedactor(marks: readonly string[] = []): Redactor {
  return marks.length === 0 ? credentialsOnly : marked(readMarks(marks));
}

const credentialsOnly: Redactor = {
  event: (event) => {
    if (event.kind !== 'step.emitted' || !hasCredentials(event.document.properties)) return event;
    return { ...event, document: { ...event.document, properties: credentialsOnly.properties(event.document.properties) } };
  },
  properties: (properties) => (hasCredentials(properties) ? hidden(properties, (name) => credentials.test(name)) : properties),
};

function hasCredentials(properties: Readonly<Record<string, unknown>>): boolean {
  for (const name in properties) if (credentials.test(name)) return true;
  return false;
}

function hidden<P extends Readonly<Record<string, unknown>>>(properties: P, isHidden: (name: string, value: unknown) => boolean): P {
  const entries = Object.entries(properties).map(([name, value]) => [name, isHidden(name, value) ? redactedText : value]);
  return Object.fromEntries(entries) as P;
}

function marked(marks: Marks): Redactor {
  const scrub = createScrubber();

  function properties<P extends Readonly<Record<string, unknown>>>(given: P): P {
    const masked = hidden(given, (name, value) => {
      if (!marks.names.has(name)) return credentials.test(name);
      scrub.add(String(value));
      return true;
    });
    return scrub.value(masked) as P;
  }

  function document(given: TraceDocument): TraceDocument {
    const { body, ...rest } = given;
    const safe = { ...rest, properties: properties(given.properties) };
    if (body === undefined) return safe;
    // Bytes may hold anything: a picture of a card, a zipped table.
    const text = 'text' in body ? maskBody(body.text, given.contentType, given.truncated !== true, marks, scrub.add) : undefined;
    if (text === undefined || !('text' in body)) return { ...safe, redacted: true };
    const scrubbed = scrub.text(text);
    return { ...safe, body: { text: scrubbed }, ...(scrubbed === body.text ? {} : { redacted: true }) };
  }

  const error = (given: ExecutionError): ExecutionError => ({ ...given, message: scrub.text(given.message) });

  return {
    properties,
    event: (event) => {
      switch (event.kind) {
        case 'step.emitted':
          return { ...event, document: document(event.document) };
        case 'log': {
          const { fields, message, ...line } = event.line;
          const safe = fields === undefined ? {} : { fields: scrub.value(fields) as typeof fields };
          return { ...event, line: { ...line, message: scrub.text(message), ...safe } };
        }
        case 'step.failed':
          return { ...event, error: error(event.error) };
        case 'execution.finished':
          return event.error === undefined ? event : { ...event, error: error(event.error) };
        default:
          return event;
      }
    },
  };
}
