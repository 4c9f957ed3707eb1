import { Body } from '@weft/document';
import { describe, expect, it, vi } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { implementation } from './executor.ts';
import { documentTypeAt } from './xml-places.ts';

// Starting a thread takes its time on a busy machine; each limit itself is far below this.
vi.setConfig({ testTimeout: 30_000 });

const xml = (text: string, contentType = 'application/xml') => Body.fromText(text, contentType);
const json = (text: string) => Body.fromText(text, 'application/json');
const jsonSchema = (schema: unknown, more: object = {}) => ({
  against: { language: 'json-schema', schema: JSON.stringify(schema) },
  ...more,
});
const xsd = (content: string, more: object = {}) => ({
  against: { language: 'xsd', schema: `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${content}</xs:schema>` },
  ...more,
});

async function checked(config: object, body: Body): Promise<{ port: string | undefined; words: unknown; errors: unknown[] }> {
  const { emissions } = await runStep(implementation, config, { body, properties: { kept: 1 } });
  const [emission] = emissions;
  const properties = emission?.properties ?? {};
  if (emission?.port === 'invalid') expect(properties).toMatchObject({ kept: 1 });
  return {
    port: emission?.port,
    words: properties.validation_message,
    errors: JSON.parse(String(properties.validation_errors ?? '[]')),
  };
}

describe('a JSON Schema', () => {
  it('places every error by line, column and pointer', async () => {
    const schema = { type: 'object', properties: { a: { items: { type: 'integer' } } }, additionalProperties: false, required: ['b'] };
    const { errors } = await checked(jsonSchema(schema), json('{\n "a": [1,\n   "x"],\n "c": 1 }'));
    expect(errors).toEqual([
      { line: 1, column: 1, path: '', message: "must have required property 'b'" },
      { line: 1, column: 1, path: '', message: 'must not have the property "c"' },
      { line: 3, column: 4, path: '/a/1', message: 'must be integer' },
    ]);
  });

  it.each([
    ['http://json-schema.org/draft-07/schema#', { definitions: { d: { type: 'string' } }, items: [{ $ref: '#/definitions/d' }] }],
    ['http://json-schema.org/draft-06/schema#', { items: [{ const: 'x' }] }],
    ['https://json-schema.org/draft/2019-09/schema', { items: [{ $ref: '#/$defs/d' }], $defs: { d: { type: 'string' } } }],
    ['https://json-schema.org/draft/2020-12/schema', { prefixItems: [{ type: 'string' }] }],
  ])('is read as the draft that it names: %s', async ($schema, schema) => {
    expect(await checked(jsonSchema({ $schema, ...schema }), json('["x"]'))).toMatchObject({ port: 'valid' });
    expect(await checked(jsonSchema({ $schema, ...schema }), json('[1]'))).toMatchObject({ port: 'invalid' });
  });

  it('checks formats, unless told not to', async () => {
    const schema = { type: 'string', format: 'date' };
    expect(await checked(jsonSchema(schema), json('"2026-02-30"'))).toMatchObject({ port: 'invalid' });
    const notes = { against: { language: 'json-schema', schema: JSON.stringify(schema), formats: false } };
    expect(await checked(notes, json('"2026-02-30"'))).toMatchObject({ port: 'valid' });
  });

  it('takes numbers that no double holds, and passes them on as they are', async () => {
    const body = json('{"id": 12345678901234567890123}');
    const { emissions } = await runStep(implementation, jsonSchema({ properties: { id: { type: 'integer' } } }), { body });
    expect(emissions).toEqual([{ port: 'valid' }]);
  });

  it.each([
    [{ type: 'nonsense' }, 'schema is invalid'],
    [{ $ref: 'https://example.com/other.json' }, 'nothing is fetched'],
    [{ $schema: 'http://json-schema.org/draft-04/schema#' }, 'not known'],
    [{ pattern: '(' }, 'cannot be used'],
  ])('that cannot be used says why: %j', async (schema, why) => {
    await expect(checked(jsonSchema(schema), json('"x"'))).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(why),
    });
  });

  it.each([
    ['', 'There is no content.'],
    ['{"a": }', 'line 1, column 7: It is not JSON: expected a value, but found "}".'],
    ['[1,\n2', 'line 2, column 2: It is not JSON: expected "," or "]", but the text ends.'],
  ])('takes for invalid what is no JSON: %j', async (text, words) => {
    expect(await checked(jsonSchema(true), json(text))).toMatchObject({ port: 'invalid', words });
  });

  it('finds no way to slow down by a pattern that backtracks for ever', async () => {
    const config = jsonSchema({ pattern: '^(a+)+$' }, { timeLimitMs: 60_000 });
    expect(await checked(config, json(JSON.stringify(`${'a'.repeat(50_000)}!`)))).toMatchObject({ port: 'invalid' });
  });

  it('that takes for ever is stopped, and the next document is checked', async () => {
    const endless = jsonSchema({ pattern: '^(?=(a+)+$)' }, { timeLimitMs: 300 });
    const waiting = [checked(endless, json(JSON.stringify(`${'a'.repeat(60)}!`))), checked(jsonSchema({ type: 'string' }), json('"x"'))];
    await expect(waiting[0]).rejects.toMatchObject({ code: 'TIMEOUT', place: { pointer: '/timeLimitMs' } });
    expect(await waiting[1]).toMatchObject({ port: 'valid' });
  });

  it('lists as many errors as asked for, and counts all', async () => {
    const { emissions } = await runStep(
      implementation,
      jsonSchema({ items: { type: 'string' } }, { errorsMax: 2, invalidBody: 'errors' }),
      {
        body: json(JSON.stringify(Array(1000).fill(1))),
      },
    );
    expect(await emissions[0]?.body?.value()).toMatchObject({ count: 1000, errors: [{ path: '/0' }, { path: '/1' }] });
  });
});

describe('an XSD', () => {
  const order = xsd(`<xs:element name="order"><xs:complexType><xs:sequence>
    <xs:element name="line" maxOccurs="unbounded"><xs:complexType><xs:attribute name="qty" type="xs:int" use="required"/></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>`);

  it('places errors of elements and attributes, also in a document of one line', async () => {
    const { errors } = await checked(order, xml('<order><line qty="1"/><line\n\n qty="x"/><line/><other/></order>'));
    expect(errors).toMatchObject([
      { line: 1, column: 23, path: '/order/line[2]/@qty', message: expect.stringContaining("'x' is not a valid value") },
      { line: 3, column: 11, path: '/order/line[3]', message: expect.stringContaining('required but missing') },
      { line: 3, column: 18, path: '/order/other', message: expect.stringContaining('not expected') },
    ]);
  });

  it('places errors beyond line 65,535', async () => {
    const { errors } = await checked(order, xml(`<order>${'\n'.repeat(70_000)}<line qty="1"/>\n<line qty="x"/></order>`));
    expect(errors).toMatchObject([{ line: 70_002, column: 1, path: '/order/line[2]/@qty' }]);
  });

  it('names elements as they stand in the text, whatever their namespaces', async () => {
    const schema = {
      against: {
        language: 'xsd',
        schema: `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:o" elementFormDefault="qualified">
          <xs:element name="o"><xs:complexType><xs:sequence><xs:element name="q" type="xs:int" maxOccurs="9"/></xs:sequence></xs:complexType></xs:element></xs:schema>`,
      },
    };
    expect(await checked(schema, xml('<o xmlns="urn:o"><q>1</q><q>x</q></o>'))).toMatchObject({
      errors: [{ path: '/o/q[2]', column: 26, message: "Element 'q': 'x' is not a valid value of the atomic type 'xs:int'." }],
    });
    expect(await checked(schema, xml('<p:o xmlns:p="urn:o"><p:q>x</p:q></p:o>'))).toMatchObject({ errors: [{ path: '/p:o/p:q' }] });
    expect(await checked(schema, xml('<o xmlns="urn:other"/>'))).toMatchObject({ port: 'invalid' });
  });

  it('is given the files that it includes, and reads no others', async () => {
    const files = [
      {
        location: 'types.xsd',
        schema:
          '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:simpleType name="t"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>',
      },
    ];
    const { against } = xsd('<xs:include schemaLocation="types.xsd"/><xs:element name="a" type="t"/>');
    expect(await checked({ against: { ...against, files } }, xml('<a>1</a>'))).toMatchObject({ port: 'valid' });
    expect(await checked({ against: { ...against, files } }, xml('<a>x</a>'))).toMatchObject({ port: 'invalid' });
    for (const location of ['types.xsd', '/etc/passwd', 'file:///etc/passwd', 'http://127.0.0.1:9/x.xsd']) {
      const other = xsd(`<xs:include schemaLocation="${location}"/><xs:element name="a"/>`);
      await expect(checked(other, xml('<a/>'))).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        message: `The XSD needs "${location}". Add it under "Included files" by that very location: nothing is fetched.`,
      });
    }
  });

  it('is not led elsewhere by the document', async () => {
    const led =
      '<order xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="/etc/passwd"><line qty="1"/></order>';
    expect(await checked(order, xml(led))).toMatchObject({ port: 'valid' });
  });

  it('refuses document types in documents and schemas, and takes the word elsewhere', async () => {
    const bomb = '<!-- x --><!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c "x">]><order>&b;</order>';
    expect(await checked(order, xml(bomb))).toMatchObject({
      port: 'invalid',
      words: expect.stringContaining('line 1, column 11: The document has a document type'),
    });
    await expect(
      checked(
        { against: { language: 'xsd', schema: `<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>${order.against.schema}` } },
        xml('<a/>'),
      ),
    ).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('refused for safety') });
    expect(documentTypeAt('<a><![CDATA[<!DOCTYPE a>]]></a>')).toBeUndefined();
    expect(documentTypeAt('<?xml version="1.0"?>\n<!DOCTYPE a>')).toEqual({ line: 2, column: 1 });
  });

  it.each([
    ['<order>', /^line 1, column \d+: It is not XML: Premature end/],
    ['<order>\n<line></order>', /^line 2, column \d+: It is not XML: Opening and ending tag mismatch/],
    ['', /^There is no content\.$/],
    ['{"a": 1}', /^line 1, column 1: It is not XML: Start tag expected/],
  ])('takes for invalid what is no XML: %j', async (text, words) => {
    expect(await checked(order, xml(text))).toMatchObject({ port: 'invalid', words: expect.stringMatching(words) });
  });

  it('reads documents in the character set that they declare', async () => {
    const text = xsd(
      '<xs:element name="a"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="ü"/></xs:restriction></xs:simpleType></xs:element>',
    );
    const latin1 = Uint8Array.from([...'<?xml version="1.0" encoding="ISO-8859-1"?><a>\u00fc</a>'].map((c) => c.charCodeAt(0)));
    expect(await checked(text, Body.fromBytes(latin1, 'application/xml'))).toMatchObject({ port: 'valid' });
    expect(await checked(text, Body.fromBytes(latin1.slice(43), 'application/xml'))).toMatchObject({
      port: 'invalid',
      words: expect.stringContaining('not text in the character set "utf-8"'),
    });
  });

  it.each([
    ['<xs:element name="a" type="nope"/>', "'nope' does not resolve"],
    ['<xs:element name="a">', 'cannot be used'],
  ])('that cannot be used says why: %s', async (content, why) => {
    await expect(checked(xsd(content), xml('<a/>'))).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(why),
    });
  });

  it('with a pattern made to take for ever is stopped', async () => {
    const nested = Array.from({ length: 6 }).reduce<string>((inner) => `(${inner}){0,30}`, 'a|b');
    const config = xsd(
      `<xs:element name="a"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="${nested}"/></xs:restriction></xs:simpleType></xs:element>`,
      {
        timeLimitMs: 500,
      },
    );
    await expect(checked(config, xml(`<a>${'ab'.repeat(2000)}!</a>`))).rejects.toMatchObject({
      code: expect.stringMatching(/TIMEOUT|CONFIG_INVALID/),
    });
    expect(await checked(order, xml('<order><line qty="1"/></order>'))).toMatchObject({ port: 'valid' });
  });
});
