import { Body } from '@weft/document';
import { WeftError } from '@weft/errors';
import { parseXml } from '@weft/formats';
import { type CompiledTemplate, implementStep, type StepTools } from '@weft/step-kit/executor';
import { whenAll } from '../all-values.ts';
import { definition } from './definition.ts';
import { asJson, insideJsonString, insideXml } from './escape.ts';
import { readJsonTemplate } from './json-template.ts';
import { readXmlTemplate } from './xml-template.ts';

const pointer = '/content/template';

/** Renders the template and makes it the body; properties stay. */
export const implementation = implementStep(definition, ({ content }, tools) => {
  const [render, contentType] =
    content.format === 'json'
      ? ([jsonTemplate(content.template, tools), 'application/json'] as const)
      : content.format === 'xml'
        ? ([xmlTemplate(content.template, tools), 'application/xml'] as const)
        : ([tools.template(content.template, pointer), `${content.contentType}; charset=utf-8`] as const);
  return (document, { execution }) =>
    whenAll([render(document, execution)], ([text = '']) => ({ port: 'out', body: Body.fromText(text, contentType) }));
});

/** Fixed text, or an expression with the way its value is written. */
type Part = { readonly text: string } | { readonly source: string; readonly write: (value: unknown) => string };

function jsonTemplate(template: string, tools: StepTools): CompiledTemplate {
  const read = readJsonTemplate(template);
  if ('fault' in read) throw notValid(read.fault);
  const parts = read.parts.map((part): Part => {
    if ('text' in part) return part;
    return { source: part.source, write: part.place === 'string' ? insideJsonString : asJson };
  });
  return compiled(parts, tools);
}

function xmlTemplate(template: string, tools: StepTools): CompiledTemplate {
  const read = readXmlTemplate(template);
  if ('fault' in read) throw notValid(read.fault);
  checkWellFormed(read.parts.map((part) => ('text' in part ? part.text : 'x')).join(''));
  return compiled(
    read.parts.map((part): Part => ('text' in part ? part : { source: part.source, write: insideXml })),
    tools,
  );
}

/** With a letter for each expression: they stand only where text may stand, so any other text keeps it well-formed. */
function checkWellFormed(sample: string): void {
  const encoding = /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)/.exec(sample)?.[1];
  if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
    throw notValid(`The XML declaration says "${encoding.slice(0, 40)}", but a message is written as UTF-8. Convert it with a later step.`);
  try {
    if (parseXml(sample) !== null) return;
  } catch (thrown) {
    throw thrown instanceof WeftError ? notValid(thrown.message) : thrown;
  }
  throw notValid('The template has no element.');
}

function compiled(parts: readonly Part[], tools: StepTools): CompiledTemplate {
  const renderers = parts.map((part): CompiledTemplate => {
    if ('text' in part) return () => part.text;
    const evaluate = tools.expression(part.source, pointer);
    return (document, execution) => {
      const value = evaluate(document, execution);
      return value instanceof Promise ? value.then(part.write) : part.write(value);
    };
  });
  return (document, execution) =>
    whenAll(
      renderers.map((render) => render(document, execution)),
      (texts) => texts.join(''),
    );
}

function notValid(message: string): WeftError {
  return new WeftError('CONFIG_INVALID', message, { place: { pointer } });
}
