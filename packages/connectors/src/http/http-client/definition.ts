import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { headerNameProblem } from '../header-syntax.ts';
import { body } from './body-fields.ts';
import { pagesMax, paging } from './paging-fields.ts';

const megabyte = 1024 * 1024;

const value = field.template({ title: 'Value', description: 'A text with {{ expressions }} inside.' });

const queryParameter = field.group(
  {
    name: field
      .text({ title: 'Name', description: 'The name of the parameter.', placeholder: 'status' })
      .min(1, 'The name of the parameter is empty.'),
    value,
  },
  { title: 'Parameter', description: 'One query parameter of the request.' },
);

const header = field.group(
  {
    name: field.text({ title: 'Name', description: 'The name of the header.', placeholder: 'Accept' }).superRefine((name, context) => {
      const message = headerNameProblem(name);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    }),
    value,
  },
  { title: 'Header', description: 'One header of the request.' },
);

const config = z
  .strictObject({
    connection: field
      .connection({
        title: 'Connection',
        description: 'The service to call, with its credentials. Without one the URL is a whole one.',
        connectionType: 'http',
      })
      .optional(),
    method: field
      .select(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'], { title: 'Method', description: 'The HTTP method.' })
      .default('GET'),
    url: field
      .template({
        title: 'URL',
        description: 'Relative to the base URL of the connection, or whole. Values of {{ expressions }} are URL-encoded.',
        placeholder: 'customers/{{ param_id }}',
      })
      .max(8192)
      .default(''),
    query: field.list(queryParameter, { title: 'Query', description: 'Added to the URL, encoded.' }).max(100).default([]),
    headers: field.list(header, { title: 'Headers', description: 'Sent with the request.', advanced: true }).max(100).default([]),
    body: body(),
    acceptErrorStatus: field
      .toggle({
        title: 'Go on after an error status',
        description:
          'Off: a status outside 200 to 299 fails the step. On: the document goes on, with the status in the property http_status.',
      })
      .default(false),
    paging: paging(),
    pagesMax: pagesMax(),
    timeoutMs: field
      .number({
        title: 'Time-out',
        description: 'In milliseconds, for the whole request. Empty: that of the connection, or 30,000.',
        advanced: true,
      })
      .int()
      .min(1)
      .max(600_000)
      .optional(),
    responseBytesMax: field
      .number({
        title: 'Largest response',
        description: 'In bytes. A larger response fails the step. More than 1 MB waits in a file, not in memory.',
        advanced: true,
      })
      .int()
      .min(0)
      .max(4096 * megabyte, 'At most 4 GB are possible.')
      .default(32 * megabyte),
  })
  .refine(({ connection, url }) => (connection ?? '') !== '' || url.trim() !== '', {
    path: ['url'],
    message: 'Write a URL, or choose a connection.',
  })
  .refine(({ method, body }) => body.from === 'none' || (method !== 'GET' && method !== 'HEAD'), {
    path: ['body'],
    message: 'A GET or HEAD request has no body.',
  });

/** Calls a web service; its answer becomes the document. */
export const definition = defineStep({
  type: 'http-client',
  version: 1,
  title: 'HTTP client',
  summary: 'Calls a web service; its answer becomes the document.',
  category: 'connectors',
  keywords: ['rest', 'pagination', 'multipart', 'upload', 'request', 'web service', 'api', 'get', 'post', 'call', 'fetch', 'url'],
  role: 'step',
  effect: 'idempotent',
  config,
  initial: { method: 'GET', url: '', body: { from: 'none' } },
  ports: () => [{ id: 'out', title: 'response' }],
  splits: ({ paging }) => paging.by !== 'none',
  describe: ({ method, url }) => `${method} ${url.replace(/\{\{\s*(?:[\w$]+\.)*([\w$]+)\s*\}\}/g, '{$1}')}`.trim(),
});
