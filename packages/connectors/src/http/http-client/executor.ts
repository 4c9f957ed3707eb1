import type { Body, Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import { type Emission, type ExecutionInfo, implementStep, type StepContext, type StepTools } from '@weft/step-kit/executor';
import type * as z from 'zod';
import type { ServiceRequest } from '../client.ts';
import { clientOf } from '../client-of.ts';
import { isHeaderValue } from '../header-syntax.ts';
import type { IncomingResponse } from '../send-request.ts';
import { definition } from './definition.ts';
import { bodyTemplate } from './outgoing-body.ts';
import { type PageRequest, type Pager, pagerFor } from './paging.ts';
import { urlTemplate } from './url-template.ts';

type Config = z.output<typeof definition.config>;

/** How much of an error answer goes into the error's sentence, in characters. */
const excerptLengthMax = 500;

/** Calls the service and makes its answer the document; of several pages, each. */
export const implementation = implementStep(definition, (config, tools) => {
  const clients = clientOf(config.connection, tools);
  const request = requestTemplate(config, tools);
  const pagerOf = pagerFor(config.paging, tools);

  const send = async (asked: ServiceRequest, signal: AbortSignal): Promise<IncomingResponse> => {
    const response = await (await clients.client(signal)).send(asked);
    if (!config.acceptErrorStatus && !isSuccess(response)) throw await statusFailure(response);
    return response;
  };

  async function* pages(document: Document, { execution, signal }: StepContext, pager: Pager): AsyncGenerator<Emission> {
    const asked = { ...(await request(document, execution)), signal };
    let page = pager.first;
    for (let number = 1; number === 1 || page !== undefined; number++) {
      if (number > config.pagesMax) throw tooManyPages(config.pagesMax);
      const response = await send(pageOf(asked, page), signal);
      const { body } = response;
      page = isSuccess(response) ? await pager.next(response, body) : undefined;
      yield { port: 'out', body, properties: { ...document.properties, http_status: response.status, http_page: number } };
    }
  }

  return async (document, context) => {
    if (pagerOf !== undefined) return pages(document, context, pagerOf(document, context.execution));
    const response = await send({ ...(await request(document, context.execution)), signal: context.signal }, context.signal);
    return { port: 'out', body: response.body, properties: { ...document.properties, http_status: response.status } };
  };
});

function pageOf(asked: ServiceRequest, page: PageRequest | undefined): ServiceRequest {
  if (page === undefined) return asked;
  return 'url' in page ? { ...asked, target: page.url, query: [] } : { ...asked, query: [...asked.query, page.parameter] };
}

function isSuccess({ status }: IncomingResponse): boolean {
  return status >= 200 && status <= 299;
}

function tooManyPages(max: number): WeftError {
  return new WeftError('STEP_FAILED', `The service has more than ${max} pages. Raise the most pages, or ask for less.`, {
    place: { pointer: '/pagesMax' },
  });
}

type RequestTemplate = (document: Document, execution: ExecutionInfo) => Promise<Omit<ServiceRequest, 'signal'>>;

function requestTemplate(config: Config, tools: StepTools): RequestTemplate {
  const { method, timeoutMs, responseBytesMax } = config;
  const url = urlTemplate(config.url.trim(), tools, '/url');
  const query = namedTemplates(config.query, tools, '/query');
  const headers = namedTemplates(config.headers, tools, '/headers');
  const body = bodyTemplate(config.body, tools);
  return async (document, execution) => {
    const sent = await body(document, execution);
    return {
      method,
      target: await url(document, execution),
      query: await query(document, execution),
      headers: (await headers(document, execution)).map(checkedHeader),
      ...(sent === undefined ? {} : { body: sent }),
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

async function statusFailure({ status, statusText, retryAfterMs, body }: IncomingResponse): Promise<WeftError> {
  const text = (await excerptOf(body)).trim();
  const said = text === '' ? 'It said nothing more.' : `It said: ${text}`;
  return new WeftError('HTTP_STATUS', `The service answered ${status}${statusText === '' ? '' : ` ${statusText}`}. ${said}`, {
    // RFC 9110 §15.5.9, RFC 6585 §4, RFC 9110 §15.6.3 to §15.6.5: worth another try.
    retryable: [408, 429, 502, 503, 504].includes(status),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

async function excerptOf(body: Body): Promise<string> {
  for await (const bytes of body.stream())
    return new TextDecoder().decode(bytes.subarray(0, excerptLengthMax * 4)).slice(0, excerptLengthMax);
  return '';
}
