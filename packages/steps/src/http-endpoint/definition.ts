import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { pathProblem } from './path-syntax.ts';

const megabyte = 1024 * 1024;

const methodsField = () =>
  field
    .list(
      field.select(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], {
        title: 'Method',
        description: 'An HTTP method that the endpoint accepts.',
      }),
      {
        title: 'Methods',
        description: 'The HTTP methods that the endpoint accepts. GET includes HEAD.',
      },
    )
    .min(1, 'Choose at least one method.')
    .refine((methods) => new Set(methods).size === methods.length, 'A method stands in the list twice.');

const pathField = () =>
  field
    .text({
      title: 'Path',
      description: 'The address after /ws/rest/. A segment in braces, such as {orderId}, is a parameter: it arrives as param_orderId.',
      placeholder: 'orders/{orderId}',
    })
    .superRefine((path, context) => {
      const message = pathProblem(path);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    });

/** The place in `more` of an address that stands there a second time. */
function repeated(addresses: ReadonlyArray<{ readonly methods: readonly string[]; readonly path: string }>): number | undefined {
  const seen = new Set<string>();
  for (const [index, { methods, path }] of addresses.entries()) {
    const own = methods.map((method) => `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`);
    if (own.some((address) => seen.has(address))) return index - 1;
    for (const address of own) seen.add(address);
  }
  return undefined;
}

const config = z
  .strictObject({
    methods: methodsField(),
    path: pathField(),
    authentication: field
      .select(['none', 'api-key', 'basic'], {
        title: 'Authentication',
        description: 'Who may call: everybody (none), callers with an API key, or callers with a name and password.',
      })
      .default('none'),
    more: field
      .list(
        field.group(
          { methods: methodsField(), path: pathField() },
          { title: 'Address', description: 'A further address that starts the same process.' },
        ),
        { title: 'More addresses', description: 'Further addresses with the same settings, such as POST beside GET.', advanced: true },
      )
      .max(20, 'There are at most 20 more addresses.')
      .default([]),
    timeoutMs: field
      .number({
        title: 'Time-out',
        description:
          'In milliseconds. A caller who has waited so long gets a 202 with an address to ask for the result; the execution goes on.',
        advanced: true,
      })
      .int()
      .min(100, 'The time-out is at least 100 ms.')
      .max(600_000, 'The time-out is at most 600,000 ms (ten minutes).')
      .default(30_000),
    bodyBytesMax: field
      .number({
        title: 'Largest body',
        description: 'In bytes. A larger request is refused with status 413 before anything is executed.',
        advanced: true,
      })
      .int()
      .min(0)
      .max(4096 * megabyte, 'At most 4 GB are possible.')
      .default(10 * megabyte),
    mode: field
      .select(['general', 'bridge', 'low-latency'], {
        title: 'Mode',
        description:
          'General records everything. Bridge keeps no bodies. Low latency answers fastest and records only what failed and a stub of the rest.',
        advanced: true,
      })
      .default('general'),
    inbox: field
      .toggle({
        title: 'Accept by the database',
        description:
          'A call counts as accepted when it stands in the database, before it is queued. It costs a write for each call; a queue that fails then delays calls and refuses none.',
        advanced: true,
      })
      .default(false),
    requiresKey: field
      .toggle({
        title: 'Require an idempotency key',
        description: 'Refuses calls without the header Idempotency-Key, by which a call that is sent again is executed once.',
        advanced: true,
      })
      .default(false),
  })
  .superRefine(({ methods, path, more }, context) => {
    const index = repeated([{ methods, path }, ...more]);
    if (index !== undefined)
      context.addIssue({ code: 'custom', path: ['more', index, 'path'], message: 'This address stands here already.' });
  });

/** Starts the process when somebody calls its address. */
export const definition = defineStep({
  type: 'http-endpoint',
  version: 1,
  title: 'HTTP endpoint',
  summary: 'Starts the process when its address is called.',
  category: 'start',
  keywords: ['start', 'web service', 'listener', 'rest', 'api', 'webhook', 'request'],
  role: 'start',
  effect: 'none',
  config,
  initial: { methods: ['GET'], path: '', authentication: 'none' },
  ports: () => [{ id: 'out', title: 'request' }],
  describe: ({ methods, path, more }) => `${methods.join('|')} ${path}${more.length === 0 ? '' : ` and ${more.length} more`}`,
  routes: ({ methods, path, more, timeoutMs, bodyBytesMax, authentication, mode, inbox, requiresKey }) =>
    [{ methods, path }, ...more].map((address) => ({
      protocol: 'rest',
      ...address,
      timeoutMs,
      bodyBytesMax,
      authentication,
      mode,
      ...(inbox ? { inbox } : {}),
      ...(requiresKey ? { requiresKey } : {}),
    })),
});
