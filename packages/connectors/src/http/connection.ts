import { defineConnection, type FieldOptions, field } from '@weft/step-kit';
import * as z from 'zod';
import { headerNameProblem, isHeaderValue } from './header-syntax.ts';

const headerName = (options: FieldOptions) =>
  field.text(options).superRefine((name, context) => {
    const message = headerNameProblem(name);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

/** Pasted secrets often end in a line break, which no header may hold. */
const headerSecret = (options: FieldOptions) =>
  field.secret(options).refine(isHeaderValue, 'The secret holds a line break or another character that no header may.');

const header = field.group(
  {
    name: headerName({ title: 'Name', description: 'The name of the header.' }),
    value: field
      .text({ title: 'Value', description: 'The value of the header, on one line.' })
      .refine(isHeaderValue, 'A header value is one line of Latin characters.'),
  },
  { title: 'Header', description: 'A header sent with every request.' },
);

const authentication = field.choice(
  'kind',
  [
    field.group({ kind: z.literal('none') }, { title: 'None', description: 'Requests carry no credentials.' }),
    field.group(
      {
        kind: z.literal('basic'),
        username: field.text({ title: 'User name', description: 'The name to sign in with.' }).min(1, 'The user name is empty.'),
        password: field.secret({ title: 'Password', description: 'The password of that user.' }),
      },
      { title: 'Name and password', description: 'HTTP Basic authentication.' },
    ),
    field.group(
      { kind: z.literal('bearer'), token: headerSecret({ title: 'Token', description: 'Sent as Authorization: Bearer …' }) },
      { title: 'Bearer token', description: 'A token that the service has issued.' },
    ),
    field.group(
      {
        kind: z.literal('api-key'),
        headerName: headerName({ title: 'Header', description: 'The header that carries the key.', placeholder: 'X-API-Key' }),
        key: headerSecret({ title: 'Key', description: 'The key that the service has issued.' }),
      },
      { title: 'API key', description: 'A key in a header of its own.' },
    ),
  ],
  { title: 'Authentication', description: 'How the service knows who calls.' },
);

const config = z.strictObject({
  baseUrl: field
    .text({
      title: 'Base URL',
      description: 'The address that the URLs of operations are relative to.',
      placeholder: 'https://api.example.com/v1/',
    })
    .superRefine((text, context) => {
      const message = baseUrlProblem(text);
      if (message !== undefined) context.addIssue({ code: 'custom', message });
    }),
  authentication: authentication.default({ kind: 'none' }),
  headers: field.list(header, { title: 'Headers', description: 'Sent with every request.', advanced: true }).max(50).default([]),
  timeoutMs: field
    .number({
      title: 'Time-out',
      description: 'In milliseconds, for a whole request, where the operation names none.',
      advanced: true,
    })
    .int()
    .min(1)
    .max(600_000)
    .default(30_000),
});

/** What is wrong with a base URL, as a sentence. Credentials belong in the secret fields, which are encrypted. */
function baseUrlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'This is no URL. Write one such as https://api.example.com/v1/.';
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'Only http and https can be called.';
  if (url.username !== '' || url.password !== '') return 'Put the user name and password into the fields below, where they are encrypted.';
  if (url.search !== '' || url.hash !== '') return 'A base URL ends before the question mark.';
  return undefined;
}

/** A service that speaks HTTP. */
export const connection = defineConnection({
  type: 'http',
  title: 'HTTP service',
  summary: 'A web service at one base URL, with its credentials.',
  config,
  initial: { baseUrl: '', authentication: { kind: 'none' }, headers: [] },
  describe: ({ baseUrl }) => baseUrl,
});
