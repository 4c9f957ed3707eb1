import { describe, expect, it } from 'vitest';
import { writeRecords } from '../records/record-writer.ts';
import { fitForXml } from './fit-for-xml.ts';
import { parseXml } from './parse-xml.ts';
import { serializeXml } from './serialize-xml.ts';
import { shapeFromXml } from './shape-from-xml.ts';
import { xmlRecordsWriter } from './xml-records-writer.ts';

const written = (value: unknown, root = '') => serializeXml(fitForXml(value, { root, item: 'item' }), { declaration: false });

describe('a value that was not made for XML', () => {
  it.each<[unknown, string, string]>([
    [{ order: { id: 1 } }, '', '<order><id>1</id></order>'],
    [{ a: 1, b: null }, '', '<root><a>1</a><b/></root>'],
    [{ order: { id: 1 } }, 'x', '<x><order><id>1</id></order></x>'],
    [[1, [2, 3]], 'list', '<list><item>1</item><item><item>2</item><item>3</item></item></list>'],
    [{ lines: [1, 2] }, '', '<root><lines>1</lines><lines>2</lines></root>'],
    [
      { 'Order No.': 1, '2nd': 2, 'ü-b': 3, '': 4, '@a b': 5 },
      'r',
      '<r a_b="5"><Order_No.>1</Order_No.><_2nd>2</_2nd><ü-b>3</ü-b><_>4</_></r>',
    ],
    ['text', '', '<root>text</root>'],
    [null, 'x', '<x/>'],
  ])('%j becomes XML', (value, root, text) => {
    expect(written(value, root)).toBe(text);
  });
});

describe('an XML value in another shape', () => {
  const shape = { lists: [], dropNamespaces: false, numbers: false };

  it('has lists where they are named, by name or by path', () => {
    const value = parseXml('<o><line>1</line><x><line>2</line><y>3</y></x></o>');
    expect(shapeFromXml(value, { ...shape, lists: ['line', 'o/x/y'] })).toEqual({ o: { line: ['1'], x: { line: ['2'], y: ['3'] } } });
    expect(shapeFromXml(value, { ...shape, lists: ['o/line'] })).toEqual({ o: { line: ['1'], x: { line: '2', y: '3' } } });
  });

  it('has names without prefixes, and keeps all that come together so', () => {
    const value = parseXml('<o:a xmlns:o="u" xmlns="v" o:id="1"><o:b>1</o:b><b>2</b></o:a>');
    expect(shapeFromXml(value, { ...shape, dropNamespaces: true })).toEqual({ a: { '@id': '1', b: ['1', '2'] } });
  });

  it('has numbers without a digit lost', () => {
    expect(JSON.stringify(shapeFromXml(parseXml('<a><b>1.50</b><c>007</c><d n="2">3</d></a>'), { ...shape, numbers: true }))).toBe(
      '{"a":{"b":1.50,"c":"007","d":{"@n":2,"#text":3}}}',
    );
  });
});

it('records one after the other make the same XML as all at once', () => {
  const records = [
    { id: 1, tags: ['a', 'b'] },
    { id: 2, text: 'x\ny' },
  ];
  for (const indent of [0, 2]) {
    const text = writeRecords(xmlRecordsWriter({ root: 'orders', item: 'order', charset: 'utf-8', indent }), records);
    expect(parseXml(text)).toEqual(parseXml(serializeXml({ orders: { order: records } }, { indent: 0 })));
  }
});
