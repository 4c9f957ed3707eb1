import { Body, type Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import { detectContentType } from '@weft/formats';
import { type ExecutionInfo, implementStep, type StepTools } from '@weft/step-kit/executor';
import type * as z from 'zod';
import type { ServiceRequest } from '../client.ts';
import { clientOf } from '../client-of.ts';
import { isHeaderValue } from '../header-syntax.ts';
import type { IncomingResponse } from '../send-request.ts';
import { definition } from './definition.ts';
import { urlTemplate } from './url-template.ts';

type Config = z.output<typeof definition.config>;

/** How much of an error answer goes into the error's sentence, in characters. */
const excerptLengthMax = 500;

/** Calls the service and makes its answer the document. */
export const implementation = implementStep(definition, (config, tools) => {
  const clients = clientOf(config.connection, tools);
  const request = requestTemplate(config, tools);
  return async (document, { execution, signal }) => {
    const client = await clients.client(signal);
    const response = await client.send({ ...(await request(document, execution)), signal });
    if (!config.acceptErrorStatus && (response.status < 200 || response.status > 299)) throw statusFailure(response);
    return { port: 'out', body: bodyOf(response), properties: { ...document.properties, http_status: response.status } };
  };
});

type RequestTemplate = (document: Document, execution: ExecutionInfo) => Promise<Omit<ServiceRequest, 'signal'>>;

function requestTemplate(config: Config, tools: StepTools): RequestTemplate {
  const { method, timeoutMs, responseBytesMax } = config;
  const url = urlTemplate(config.url.trim(), tools, '/url');
  const query = namedTemplates(config.query, tools, '/query');
  const headers = namedTemplates(config.headers, tools, '/headers');
  const text = config.body.from === 'template' ? tools.template(config.body.template, '/body/template') : undefined;
  return async (document, execution) => {
    const body =
      config.body.from === 'template' ? Body.fromText((await text?.(document, execution)) ?? '', config.body.contentType) : document.body;
    return {
      method,
      target: await url(document, execution),
      query: await query(document, execution),
      headers: (await headers(document, execution)).map(checkedHeader),
      ...(config.body.from === 'none' ? {} : { body: await outgoing(body) }),
      timeoutMs,
      responseBytesMax,
    };
  };
}

function namedTemplates(list: Config['query'], tools: StepTools, pointer: string) {
  const templates = list.map(({ name, value }, index) => ({ name, value: tools.template(value, `${pointer}/${index}/value`) }));
  return (document: Document, execution: ExecutionInfo): Promise<(readonly [string, string])[]> =>
    Promise.all(templates.map(async ({ name, value }) => [name, await value(document, execution)] as const));
}

function checkedHeader([name, value]: readonly [string, string]): readonly [string, string] {
  if (!isHeaderValue(value)) {
    throw new WeftError('STEP_FAILED', `The value of the header ${name} holds a line break or another character that no header may.`);
  }
  return [name, value];
}

/** Large bodies are sent as they are read; small ones whole, with their length. */
async function outgoing(body: Body): Promise<NonNullable<ServiceRequest['body']>> {
  if (body.isStreamed) return { contentType: body.contentType, open: () => body.stream() };
  const bytes = await body.bytes();
  return { contentType: body.contentType, open: () => bytes };
}

function bodyOf({ bytes, contentType }: IncomingResponse): Body {
  if (bytes.byteLength === 0) return Body.empty;
  return Body.fromBytes(bytes, contentType === '' ? detectContentType(bytes) : contentType);
}

function statusFailure({ status, statusText, retryAfterMs, bytes }: IncomingResponse): WeftError {
  const text = new TextDecoder()
    .decode(bytes.subarray(0, excerptLengthMax * 4))
    .slice(0, excerptLengthMax)
    .trim();
  const said = text === '' ? 'It said nothing more.' : `It said: ${text}`;
  return new WeftError('HTTP_STATUS', `The service answered ${status}${statusText === '' ? '' : ` ${statusText}`}. ${said}`, {
    // RFC 9110 §15.5.9, RFC 6585 §4, RFC 9110 §15.6.3 to §15.6.5: worth another try.
    retryable: [408, 429, 502, 503, 504].includes(status),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
