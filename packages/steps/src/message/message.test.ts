import { Body } from '@weft/document';
import { compileTools, type StepTools } from '@weft/step-kit/executor';
import { expect, test } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { definition } from './definition.ts';
import { implementation } from './executor.ts';
import { piecesOf } from './template-pieces.ts';

const hostile = [
  '"',
  '\\',
  '\\"',
  "'",
  '","a":"b',
  '}',
  '{{',
  '<b>',
  '</a>',
  '&amp;',
  ']]>',
  '-->',
  '\n\r\t',
  '\u2028',
  '😀',
  '\\u0022',
  '',
];

async function rendered(content: object, body: unknown): Promise<Body> {
  const { emissions } = await runStep(implementation, { content }, { body: Body.fromValue(body) });
  return emissions[0]?.body ?? Body.empty;
}

const isValid = (content: object) => definition.config.safeParse({ content }).success;

test.each(hostile)('the text %j keeps to its place in JSON and comes back as it was', async (v) => {
  const template = '{"{{ body.v }}": 1, "s": "<{{ body.v }}>", "v": {{ body.v }}, "l": [{{ [body.v] }}, {{ body.v }}]}';
  expect(await (await rendered({ format: 'json', template }, { v })).value()).toEqual({ [v]: 1, s: `<${v}>`, v, l: [[v], v] });
});

test.each(hostile)('the text %j keeps to its place in XML and comes back as it was', async (v) => {
  const template = `<a q="{{ body.v }}" s='{{ body.v }}'><b>.{{ body.v }}.</b></a>`;
  expect(await (await rendered({ format: 'xml', template }, { v })).value()).toEqual({ a: { '@q': v, '@s': v, b: `.${v}.` } });
});

test('a value of any kind stands in JSON as what it is', async () => {
  const body = await Body.fromText('{"big":12345678901234567890,"list":[1,{"a":null}],"t":true}', 'application/json').value();
  const template = '[{{ body.big }},{{ body.list }},{{ body.t }},{{ body.missing }},"{{ body.list }}","{{ body.missing }}"]';
  expect(await (await rendered({ format: 'json', template }, body)).text()).toBe(
    '[12345678901234567890,[1,{"a":null}],true,null,"[1,{\\"a\\":null}]",""]',
  );
});

test('an endless number fails in JSON', async () => {
  await expect(rendered({ format: 'json', template: '[{{ 1 / 0 }}]' }, {})).rejects.toMatchObject({ code: 'BODY_NOT_SERIALIZABLE' });
});

test.each([
  '{"a": {{ body.a }}',
  '{ {{ body.a }}: 1 }',
  '[1{{ body.a }}]',
  '[-{{ body.a }}]',
  '[{{ body.a }}{{ body.b }}]',
  '["\\{{ body.a }}"]',
  '["\\u00{{ body.a }}"]',
  '["{{ body.a ]',
  '{"a": "b}',
  ' ',
])('the JSON template %s is refused before anything is published', (template) => {
  expect(isValid({ format: 'json', template })).toBe(false);
});

test.each([
  '<{{ body.a }}/>',
  '<a {{ body.a }}="1"/>',
  '<a b={{ body.a }}/>',
  '<a><!-- {{ body.a }} --></a>',
  '<a><![CDATA[{{ body.a }}]]></a>',
  '<a><?p {{ body.a }}?></a>',
  '<a>&#{{ body.a }}9;</a>',
  '<a b="&{{ body.a }};"/>',
  '<a>{{ body.a </a>',
])('the XML template %s is refused before anything is published', (template) => {
  expect(isValid({ format: 'xml', template })).toBe(false);
});

test.each([
  '<a>{{ body.a }}</b>',
  '{{ body.a }}',
  '<a/>{{ body.a }}',
  '<!DOCTYPE a><a/>',
  '<?xml version="1.0" encoding="ISO-8859-1"?><a/>',
])('the XML template %s is refused while the version is prepared', (template) => {
  const config = definition.config.parse({ content: { format: 'xml', template } });
  expect(() => implementation.prepare(config, compileTools() as StepTools)).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', place: { pointer: '/content/template' } }),
  );
});

test.each([
  '<a b="<!--{{ body.v }}-->"/>',
  "<a b='\"{{ body.v }}'>&lt;{{ body.v }}</a>",
  '<?xml version="1.0" encoding="UTF-8"?><!-- > --><a><![CDATA[<]]>{{ body.v }}</a>',
])('a place is not taken for what it looks like: %s', (template) => {
  const isWellFormed = !template.includes('"<');
  expect(isValid({ format: 'xml', template })).toBe(true);
  const prepare = () =>
    implementation.prepare(definition.config.parse({ content: { format: 'xml', template } }), compileTools() as StepTools);
  if (isWellFormed) expect(prepare).not.toThrow();
  else expect(prepare).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
});

test.each([
  ['{{ {a: {b: 1}} }}', [' {a: {b: 1}} ']],
  ['{{ \'}}\' }}-{{ "}}" }}', [" '}}' ", ' "}}" ']],
  ['{{ `}}` }}', [' `}}` ']],
  ['{{ a.replace(/"|}}|[/}]/g, "") }}', [' a.replace(/"|}}|[/}]/g, "") ']],
  ['{{ a / b }}{{ c / d }}', [' a / b ', ' c / d ']],
  ["{{ 'it\\'s }}' }}", [" 'it\\'s }}' "]],
])('the expressions of %s end where they end', (template, sources) => {
  expect(piecesOf(template)?.flatMap((piece) => ('source' in piece ? [piece.source] : []))).toEqual(sources);
});

test('an expression that is none is refused while the version is prepared, at the template', () => {
  const config = definition.config.parse({ content: { format: 'json', template: '[{{ 1 + }}]' } });
  expect(() => implementation.prepare(config, compileTools() as StepTools)).toThrow(
    expect.objectContaining({ code: 'EXPRESSION_INVALID', place: { pointer: '/content/template' } }),
  );
});

test('a text is of the type that is named, with nothing escaped', async () => {
  const body = await rendered({ format: 'text', template: '{{ body.v }}', contentType: 'text/csv' }, { v: '<"å">' });
  expect([body.contentType, await body.text()]).toEqual(['text/csv; charset=utf-8', '<"å">']);
  expect(isValid({ format: 'text', template: '', contentType: 'application/json' })).toBe(false);
});

test('a body that must be fetched first is fetched', async () => {
  const source = {
    async *open() {
      yield new TextEncoder().encode('{"a":1}');
    },
  };
  const config = { content: { format: 'json', template: '[{{ body.a }}]' } };
  const { emissions } = await runStep(implementation, config, { body: Body.fromSource(source, 'application/json') });
  expect(await emissions[0]?.body?.text()).toBe('[1]');
});
