import { defineConnection, field } from '@weft/step-kit';
import * as z from 'zod';
import { authentication, headerName } from './authentication-fields.ts';
import { isHeaderValue } from './header-syntax.ts';

const header = field.group(
  {
    name: headerName({ title: 'Name', description: 'The name of the header.' }),
    value: field
      .text({ title: 'Value', description: 'The value of the header, on one line.' })
      .refine(isHeaderValue, 'A header value is one line of Latin characters.'),
  },
  { title: 'Header', description: 'A header sent with every request.' },
);

const limits = field.group(
  {
    concurrent: field
      .number({ title: 'At once', description: 'Requests of one worker at the same time; others wait their turn. 0 for no limit.' })
      .int()
      .min(0)
      .max(10_000)
      .default(0),
    perSecond: field
      .number({
        title: 'A second',
        description: 'Requests of one worker that begin within a second; others wait their turn. 0 for no limit.',
      })
      .min(0)
      .max(100_000)
      .default(0),
    failuresMax: field
      .number({
        title: 'Failures in a row',
        description: 'After so many the service is left alone for a while: requests fail at once. 0 for never.',
      })
      .int()
      .min(0)
      .max(10_000)
      .default(0),
    restMs: field
      .number({ title: 'Left alone for', description: 'In milliseconds; then one request tries whether it is back.' })
      .int()
      .min(100)
      .max(3_600_000)
      .default(30_000),
  },
  { title: 'Limits', description: 'So that the service is not asked for more than it can give.' },
);

const tls = field.group(
  {
    authorities: field
      .multiline({
        title: 'Authorities',
        description: 'Certificates (PEM) of the authorities that vouch for the service, beside those that are known everywhere.',
      })
      .refine((text) => text.trim() === '' || text.includes('-----BEGIN CERTIFICATE-----'), 'This is no certificate in PEM notation.')
      .default(''),
    certificate: field
      .multiline({ title: 'Own certificate', description: 'The certificate (PEM) that Weft shows to the service.' })
      .refine((text) => text.trim() === '' || text.includes('-----BEGIN CERTIFICATE-----'), 'This is no certificate in PEM notation.')
      .default(''),
    key: field.secret({ title: 'Own key', description: 'The private key (PEM) of that certificate.' }).default(''),
  },
  { title: 'TLS', description: 'For services with certificates of their own, or that ask for one. Certificates are always checked.' },
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
  limits: limits.default({ concurrent: 0, perSecond: 0, failuresMax: 0, restMs: 30_000 }),
  tls: tls.default({ authorities: '', certificate: '', key: '' }),
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
