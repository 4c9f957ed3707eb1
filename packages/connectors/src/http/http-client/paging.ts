import { type Body, createDocument, type Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import type { CompiledExpression, ExecutionInfo, StepTools } from '@weft/step-kit/executor';
import type { IncomingResponse } from '../send-request.ts';
import type { Paging } from './paging-fields.ts';

/** What is different in the request for a page: another URL, or a parameter beside those the step names. */
export type PageRequest = { readonly url: string } | { readonly parameter: readonly [string, string] };

/** Goes from page to page for one document. */
export interface Pager {
  /** Of the first request; undefined where it is as the step names it. */
  readonly first: PageRequest | undefined;
  /** Undefined behind the last page. @throws WeftError `STEP_FAILED` where the answer names something that is no next page. */
  next(response: IncomingResponse, body: Body): Promise<PageRequest | undefined>;
}

/** @throws WeftError `EXPRESSION_INVALID` at the field. Undefined where there are no pages. */
export function pagerFor(paging: Paging, tools: StepTools): ((document: Document, execution: ExecutionInfo) => Pager) | undefined {
  switch (paging.by) {
    case 'none':
      return undefined;
    case 'link':
      return () => ({ first: undefined, next: async (response) => urlPage(linkTo('next', response.headers['link'] ?? ''), response) });
    case 'next-url': {
      const next = tools.expression(paging.next, '/paging/next');
      return (document, execution) => ({
        first: undefined,
        next: async (response, body) => urlPage(textOf(await onPage(next, body, document, execution)), response),
      });
    }
    case 'cursor': {
      const next = tools.expression(paging.next, '/paging/next');
      return (document, execution) => ({
        first: undefined,
        next: async (_response, body) => {
          const cursor = textOf(await onPage(next, body, document, execution));
          return cursor === undefined ? undefined : { parameter: [paging.parameter, cursor] };
        },
      });
    }
    default:
      return countingPager(paging, tools);
  }
}

function countingPager(
  { by, parameter, first, items }: Extract<Paging, { by: 'page' | 'offset' }>,
  tools: StepTools,
): (document: Document, execution: ExecutionInfo) => Pager {
  const list = tools.expression(items, '/paging/items');
  return (document, execution) => {
    let at = first;
    return {
      first: { parameter: [parameter, String(at)] },
      next: async (_response, body) => {
        const found = await onPage(list, body, document, execution);
        const count = Array.isArray(found) ? found.length : found === null || found === undefined ? 0 : undefined;
        if (count === undefined) throw notAPage('The expression for the items gives no list', '/paging/items');
        if (count === 0) return undefined;
        at += by === 'page' ? 1 : count;
        return { parameter: [parameter, String(at)] };
      },
    };
  };
}

async function onPage(expression: CompiledExpression, body: Body, document: Document, execution: ExecutionInfo): Promise<unknown> {
  return expression(createDocument(document.id, body, document.properties), execution);
}

function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined || value === '' || value === false) return undefined;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value === 'object' && 'toJSON' in value) return String(value);
  throw notAPage('The expression for the next page gives neither a text nor a number', '/paging/next');
}

/** Relative to the page that named it. */
function urlPage(next: string | undefined, { url }: IncomingResponse): PageRequest | undefined {
  if (next === undefined) return undefined;
  if (!URL.canParse(next, url)) throw notAPage(`The service named "${next.slice(0, 100)}" as next page, which is no URL`, '/paging');
  const page = new URL(next, url);
  if (page.href === new URL(url).href) throw notAPage('The service named the page itself as next page', '/paging');
  return { url: page.href };
}

function notAPage(why: string, pointer: string): WeftError {
  return new WeftError('STEP_FAILED', `${why}.`, { place: { pointer } });
}

/** The target of a relation in a `Link` header (RFC 8288 §3). */
function linkTo(relation: string, header: string): string | undefined {
  for (const [, target, parameters = ''] of header.matchAll(/<([^>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:"[^"]*"|[^\s",;]+))?)*)/g)) {
    const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]+))/i.exec(parameters);
    if ((rel?.[1] ?? rel?.[2] ?? '').toLowerCase().split(/\s+/).includes(relation)) return target;
  }
  return undefined;
}
