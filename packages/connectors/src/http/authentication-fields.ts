import { type FieldOptions, field } from '@weft/step-kit';
import * as z from 'zod';
import { headerNameProblem, isHeaderValue } from './header-syntax.ts';

export const headerName = (options: FieldOptions) =>
  field.text(options).superRefine((name, context) => {
    const message = headerNameProblem(name);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

/** Pasted secrets often end in a line break, which no header may hold. */
const headerSecret = (options: FieldOptions) =>
  field.secret(options).refine(isHeaderValue, 'The secret holds a line break or another character that no header may.');

const none = field.group({ kind: z.literal('none') }, { title: 'None', description: 'Requests carry no credentials.' });

const userName = () => field.text({ title: 'User name', description: 'The name to sign in with.' }).min(1, 'The user name is empty.');
const password = () => field.secret({ title: 'Password', description: 'The password of that user.' });

const basic = field.group(
  { kind: z.literal('basic'), username: userName(), password: password() },
  { title: 'Name and password', description: 'HTTP Basic authentication.' },
);

const digest = field.group(
  { kind: z.literal('digest'), username: userName(), password: password() },
  { title: 'Digest', description: 'Name and password, which is proven without being sent (RFC 7616).' },
);

const bearer = field.group(
  { kind: z.literal('bearer'), token: headerSecret({ title: 'Token', description: 'Sent as Authorization: Bearer …' }) },
  { title: 'Bearer token', description: 'A token that the service has issued.' },
);

const apiKey = field.group(
  {
    kind: z.literal('api-key'),
    headerName: headerName({ title: 'Header', description: 'The header that carries the key.', placeholder: 'X-API-Key' }),
    key: headerSecret({ title: 'Key', description: 'The key that the service has issued.' }),
  },
  { title: 'API key', description: 'A key in a header of its own.' },
);

const apiKeyInQuery = field.group(
  {
    kind: z.literal('api-key-query'),
    parameter: field
      .text({ title: 'Parameter', description: 'The query parameter that carries the key.', placeholder: 'api_key' })
      .min(1, 'The name is empty.'),
    key: field.secret({ title: 'Key', description: 'The key that the service has issued.' }),
  },
  {
    title: 'API key in the URL',
    description: 'A key in a query parameter. A header is better where the service takes one: URLs are written to logs.',
  },
);

const oauth2 = field.group(
  {
    kind: z.literal('oauth2'),
    tokenUrl: field
      .text({ title: 'Token URL', description: 'Where tokens are issued.', placeholder: 'https://login.example.com/oauth2/token' })
      .refine(
        (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
        'Write a whole URL such as https://login.example.com/oauth2/token.',
      ),
    clientId: field
      .text({ title: 'Client id', description: 'The id that the service has given to Weft.' })
      .min(1, 'The client id is empty.'),
    clientSecret: field.secret({ title: 'Client secret', description: 'The secret that belongs to it.' }),
    scope: field
      .text({
        title: 'Scope',
        description: 'What the token is for, with spaces between; empty for what the service chooses.',
        advanced: true,
      })
      .default(''),
    audience: field.text({ title: 'Audience', description: 'Sent as audience, where the service wants one.', advanced: true }).default(''),
    sendAs: field
      .select(['header', 'body'], { title: 'Sent in', description: 'How id and secret go to the token URL.', advanced: true })
      .default('header'),
  },
  { title: 'OAuth 2', description: 'Client credentials (RFC 6749 §4.4): tokens are fetched, kept and renewed.' },
);

/** How a service knows who calls. */
export const authentication = field.choice('kind', [none, basic, bearer, apiKey, apiKeyInQuery, oauth2, digest], {
  title: 'Authentication',
  description: 'How the service knows who calls.',
});

export type AuthenticationConfig = z.output<typeof authentication>;
export type OAuth2Config = Extract<AuthenticationConfig, { kind: 'oauth2' }>;
