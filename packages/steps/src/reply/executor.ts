import { Body, type Document } from '@weft/document';
import { WeftError } from '@weft/errors';
import { mediaTypeOf } from '@weft/formats';
import { implementStep, type StepContext } from '@weft/step-kit/executor';
import { whenAll } from '../all-values.ts';
import { definition } from './definition.ts';
import { headerNameProblem, headerValueProblem } from './header-syntax.ts';

/** Answers the caller, then passes the document on unchanged. */
export const implementation = implementStep(definition, (config, tools) => {
  const parts = [
    tools.template(config.status, '/status'),
    ...config.headers.map(({ value }, index) => tools.template(value, `/headers/${index}/value`)),
    ...(config.body.from === 'template' ? [tools.template(config.body.template, '/body/template')] : []),
  ];
  const names = config.headers.map(({ name }) => name);
  return (document, context) =>
    whenAll(
      parts.map((part) => part(document, context.execution)),
      async ([status = '', ...rest]) => {
        const headers = headersOf(names, rest, document, context);
        const text = config.body.from === 'template' ? (rest[names.length] ?? '') : undefined;
        const body = await bodyOf(document.body, text, config.contentType, headers.get('content-type'));
        headers.delete('content-type');
        if (context.reply === undefined) throw new WeftError('INTERNAL', 'The step asks to reply, but cannot.');
        await context.reply({
          status: statusOf(document.properties['outstatuscode'] ?? status),
          headers: Object.fromEntries(headers),
          body,
        });
        return { port: 'out' };
      },
    );
});

function statusOf(value: string | number | boolean): number {
  const text = String(value).trim();
  const status = /^\d{3}$/.test(text) ? Number(text) : 0;
  if (status < 200 || status > 599) {
    throw new WeftError('STEP_FAILED', `The status of the reply is "${text.slice(0, 40)}"; it must be a number from 200 to 599.`, {
      place: { pointer: '/status' },
    });
  }
  return status;
}

/** By name in lower case: those of the settings, then those of the document, which win. */
function headersOf(names: readonly string[], values: readonly string[], document: Document, context: StepContext): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [index, name] of names.entries()) set(headers, name, values[index] ?? '');
  for (const [property, value] of Object.entries(document.properties)) {
    if (!property.startsWith('outheader_') || value === null) continue;
    const name = property.slice('outheader_'.length);
    const problem = headerNameProblem(name);
    if (problem === undefined) set(headers, name, String(value));
    else context.log('warn', `The property ${property} was left out of the reply. ${problem}`);
  }
  return headers;
}

function set(headers: Map<string, string>, name: string, value: string): void {
  const problem = headerValueProblem(name, value);
  if (problem !== undefined) throw new WeftError('STEP_FAILED', problem);
  headers.set(name.toLowerCase(), value);
}

/** `text` where the settings give one; `called` is the content type that a header gives, which converts nothing. */
async function bodyOf(body: Body, text: string | undefined, contentType: string, called: string | undefined): Promise<Body> {
  const type = withCharset(contentType);
  const sent =
    text === undefined ? await converted(body, type) : Body.fromText(text, type === 'as-is' ? 'text/plain; charset=utf-8' : type);
  if (called !== undefined) return sent.isStreamed ? relabelled(sent, called) : Body.fromBytes(await sent.bytes(), called);
  // Written here and kept, so that what cannot be written fails this step and not the connection to the caller.
  if (!sent.isStreamed) await sent.bytes();
  return sent;
}

async function converted(body: Body, type: string): Promise<Body> {
  const isEmpty = body.contentType === '' && body.size === 0;
  if (type === 'as-is' || isEmpty || mediaTypeOf(type).essence === mediaTypeOf(body.contentType).essence) return body;
  return Body.fromValue(await body.value(), type);
}

function relabelled(body: Body, contentType: string): Body {
  return Body.fromSource({ open: () => body.stream(), ...(body.size === undefined ? {} : { size: body.size }) }, contentType);
}

/** Text without a charset is guessed at by its readers. */
function withCharset(contentType: string): string {
  return contentType.startsWith('text/') && contentType !== 'text/xml' ? `${contentType}; charset=utf-8` : contentType;
}
