import type { ProcessFile } from '@weft/process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningWeft, startWeft, until } from './running-weft.ts';

/** Rows of a CSV file, checked, mapped to XML, and checked again; what is refused is answered with the reasons. */
const rows: ProcessFile = {
  formatVersion: 1,
  name: 'Rows with rules',
  steps: {
    start: step('http-endpoint', { authentication: 'none', methods: ['POST'], path: 'rows' }),
    csv: step('convert', { from: { format: 'csv', delimiter: ';', numbers: true }, to: { format: 'json' } }),
    rules: step('business-rules', {
      rules: [
        { name: 'rows', condition: 'body.length > 0', message: 'There is no row' },
        {
          name: 'qty',
          condition: 'body.every(row => row.qty > 0)',
          message: '{{ body.filter(row => !(row.qty > 0)).length }} without a quantity',
        },
      ],
      rejectedBody: 'rules',
    }),
    map: step('map', {
      tables: [{ name: 'units', rows: [{ from: 'C62', to: 'piece' }] }],
      loops: [{ target: 'line', each: 'body', as: 'row', sortBy: 'row.sku' }],
      fields: [
        { target: '@count', expression: 'body.length' },
        // What is no expression of the safe subset runs in the sandbox, where the helpers are too.
        { target: 'total', expression: '(function () { return sum(body, row => multiply(row.qty, row.price)); })()' },
        { target: 'line[].@no', expression: 'rowPosition' },
        { target: 'line[].sku', expression: 'row.sku' },
        { target: 'line[].unit', expression: "lookup(units, row.unit, 'other')" },
      ],
      output: { format: 'xml', rootName: 'order' },
    }),
    check: step('validate', { against: { language: 'xsd', schema: orderSchema() }, invalidBody: 'errors' }),
    tell: step('notify', { level: 'warn', message: 'Refused: {{ properties.validation_message ?? properties.broken_rule_messages }}' }),
    ok: step('reply', {}),
    no: step('reply', { status: '422' }),
  },
  links: [
    link('start', 'out', 'csv'),
    link('csv', 'out', 'rules'),
    link('rules', 'accepted', 'map'),
    link('rules', 'rejected', 'tell'),
    link('map', 'out', 'check'),
    link('check', 'valid', 'ok'),
    link('check', 'invalid', 'tell'),
    link('tell', 'out', 'no'),
  ],
};

function step(type: string, config: Record<string, unknown>): ProcessFile['steps'][string] {
  return { type, version: 1, config, position: { x: 0, y: 0 } };
}

function link(from: string, port: string, to: string): ProcessFile['links'][number] {
  return { from: { step: from, port }, to };
}

/** An order of at most three lines. */
function orderSchema(): string {
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="order"><xs:complexType><xs:sequence>
    <xs:element name="total" type="xs:decimal"/>
    <xs:element name="line" maxOccurs="3"><xs:complexType><xs:sequence>
      <xs:element name="sku" type="xs:string"/><xs:element name="unit" type="xs:string"/>
    </xs:sequence><xs:attribute name="no" type="xs:int"/></xs:complexType></xs:element>
  </xs:sequence><xs:attribute name="count" type="xs:int"/></xs:complexType></xs:element></xs:schema>`;
}

describe('rows that become a checked XML document', () => {
  let weft: RunningWeft;
  const post = (body: string) => fetch(`${weft.url}/ws/rest/rows`, { method: 'POST', headers: { 'content-type': 'text/csv' }, body });

  beforeAll(async () => {
    weft = await startWeft('postgres');
    await weft.publish(rows);
  });
  afterAll(() => weft[Symbol.asyncDispose]());

  test('are answered with it where all is right', async () => {
    const answer = await post('sku;qty;price;unit\nB;2;0.10;C62\nA;1;0.20;KGM\n');
    expect(answer.status).toBe(200);
    expect((await answer.text()).replace(/^<\?xml.*?\?>/, '')).toBe(
      '<order count="2"><total>0.4</total><line no="1"><sku>A</sku><unit>other</unit></line><line no="2"><sku>B</sku><unit>piece</unit></line></order>',
    );
  });

  test('are answered with the rules that they break, and the log says so', async () => {
    const answer = await post('sku;qty;price;unit\nA;0;1;C62\nB;;1;C62\n');
    expect([answer.status, await answer.json()]).toEqual([422, { rules: [{ rule: 'qty', message: '2 without a quantity' }], count: 1 }]);
    const id = answer.headers.get('x-execution-id') ?? '';
    await until(async () => (await weft.database.executions.get(id))?.status === 'succeeded');
    expect((await weft.database.executions.get(id))?.trace.log).toMatchObject([
      { level: 'warn', message: 'Refused: 2 without a quantity' },
    ]);
  });

  test('are answered with the errors of the XSD', async () => {
    const answer = await post(`sku;qty;price;unit\n${'A;1;1;C62\n'.repeat(4)}`);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      count: 1,
      errors: [{ line: 1, path: '/order/line[4]', message: "Element 'line': This element is not expected." }],
    });
  });

  test('that are no CSV fail with the line', async () => {
    const answer = await post('sku;qty\n"A;1\n');
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { detail: expect.stringContaining('a quote is not closed (line 2, column 1)') },
    ]);
  });
});
