import { randomBytes } from 'node:crypto';
import { Body, type ByteStream, type Document } from '@weft/document';
import type { ExecutionInfo, StepTools } from '@weft/step-kit/executor';
import type * as z from 'zod';
import type { ServiceRequest } from '../client.ts';
import type { body } from './body-fields.ts';

type BodyConfig = z.output<ReturnType<typeof body>>;
type Part = Extract<BodyConfig, { from: 'multipart' }>['parts'][number];
type Outgoing = NonNullable<ServiceRequest['body']>;

/** Makes the body of a request; `undefined` where it has none. */
export type BodyTemplate = (document: Document, execution: ExecutionInfo) => Promise<Outgoing | undefined>;

/** @throws WeftError `EXPRESSION_INVALID` at the field. */
export function bodyTemplate(config: BodyConfig, tools: StepTools): BodyTemplate {
  switch (config.from) {
    case 'none':
      return async () => undefined;
    case 'document':
      return ({ body }) => outgoing(body);
    case 'template': {
      const text = tools.template(config.template, '/body/template');
      return async (document, execution) => outgoing(Body.fromText(await text(document, execution), config.contentType));
    }
    case 'form':
      return formTemplate(config.fields, tools);
    case 'multipart':
      return multipartTemplate(config.parts, tools);
    default:
      return config satisfies never;
  }
}

/** Large bodies are sent as they are read; small ones whole, with their length. */
async function outgoing(body: Body): Promise<Outgoing> {
  if (body.isStreamed) return { contentType: body.contentType, open: () => body.stream() };
  const bytes = await body.bytes();
  return { contentType: body.contentType, open: () => bytes };
}

function formTemplate(fields: Extract<BodyConfig, { from: 'form' }>['fields'], tools: StepTools): BodyTemplate {
  const values = fields.map(({ name, value }, index) => ({ name, value: tools.template(value, `/body/fields/${index}/value`) }));
  return async (document, execution) => {
    const form = new URLSearchParams();
    for (const { name, value } of values) form.append(name, await value(document, execution));
    const bytes = Buffer.from(form.toString());
    return { contentType: 'application/x-www-form-urlencoded', open: () => bytes };
  };
}

function multipartTemplate(parts: readonly Part[], tools: StepTools): BodyTemplate {
  const texts = parts.map((part, index) =>
    tools.template(
      part.from === 'text' ? part.value : part.fileName,
      `/body/parts/${index}/${part.from === 'text' ? 'value' : 'fileName'}`,
    ),
  );
  return async (document, execution) => {
    const boundary = `weft-${randomBytes(18).toString('hex')}`;
    const written = await Promise.all(texts.map(async (text) => text(document, execution)));
    const pieces = parts.flatMap((part, index) => piecesOf(part, written[index] ?? '', document.body, boundary));
    pieces.push(Buffer.from(`--${boundary}--\r\n`));
    const contentType = `multipart/form-data; boundary=${boundary}`;
    if (document.body.isStreamed) return { contentType, open: () => streamOf(pieces) };
    const bytes = Buffer.concat(await Promise.all(pieces.map(async (piece) => (piece instanceof Body ? piece.bytes() : piece))));
    return { contentType, open: () => bytes };
  };
}

/** A part as RFC 7578 §4.2 wants it. */
function piecesOf(part: Part, text: string, body: Body, boundary: string): (Uint8Array | Body)[] {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${quotable(part.name)}"`;
  if (part.from === 'text') return [Buffer.from(`${head}\r\n\r\n${text}\r\n`)];
  const contentType = body.contentType === '' ? 'application/octet-stream' : body.contentType.replace(/[\r\n]/g, ' ');
  return [Buffer.from(`${head}; filename="${quotable(text)}"\r\nContent-Type: ${contentType}\r\n\r\n`), body, Buffer.from('\r\n')];
}

/** As browsers do it: a name must not end the header, nor begin another. */
function quotable(text: string): string {
  return text.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}

async function* streamOf(pieces: readonly (Uint8Array | Body)[]): ByteStream {
  for (const piece of pieces) {
    if (piece instanceof Body) yield* piece.stream();
    else yield piece;
  }
}
