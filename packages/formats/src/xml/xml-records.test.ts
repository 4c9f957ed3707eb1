import { expect, test } from 'vitest';
import { parseXml } from './parse-xml.ts';
import { serializeXml } from './serialize-xml.ts';
import { parseXmlPath, type XmlPath } from './xml-path.ts';
import { type XmlRecord, xmlDocumentOf, xmlDocumentOfAll, xmlRecordsReader } from './xml-records.ts';

function read(text: string, path: string, size = text.length, lengthMax = 1_000_000): XmlRecord[] {
  const of = xmlRecordsReader({ path: parseXmlPath(path) as XmlPath, lengthMax });
  const records: XmlRecord[] = [];
  for (let at = 0; at < text.length; at += size) records.push(...of.write(text.slice(at, at + size)));
  return [...records, ...of.end()];
}

const orders = `<?xml version="1.0"?><!-- a -->
<orders xmlns="urn:o" xmlns:x="urn:x"><head><order>no</order></head>
<order id="1"><line>a &amp; b</line><line><![CDATA[<c>]]></line></order>
<order id="2"/><x:order>three</x:order></orders>`;

test('elements at a path are read as a whole document would be, in pieces of any size', () => {
  for (let size = 1; size <= orders.length; size++) {
    expect(read(orders, 'orders/order', size).map(({ name, value }) => [name, value])).toEqual([
      ['order', { '@id': '1', line: ['a & b', '<c>'] }],
      ['order', { '@id': '2' }],
      ['x:order', 'three'],
    ]);
  }
});

test.each([
  ['/orders/order', 3],
  ['orders/order/', 3],
  ['//order', 4],
  ['//head/order', 1],
  ['orders/*', 4],
  ['orders/x:order', 1],
  ['orders', 1],
  ['order', 0],
  ['orders/order/line', 2],
  ['orders/y:order', 0],
])('%s fits %i elements', (path, count) => {
  expect(read(orders, path)).toHaveLength(count);
});

test('an element inside one that fits is part of it', () => {
  expect(read('<a><a>1</a></a>', '//a').map(({ value }) => value)).toEqual([{ a: '1' }]);
});

test('a record as a document of its own declares the namespaces it stood in', () => {
  const [first, , third] = read(orders, 'orders/order');
  expect(serializeXml(xmlDocumentOf(first as XmlRecord), { declaration: false })).toBe(
    '<order xmlns="urn:o" xmlns:x="urn:x" id="1"><line>a &amp; b</line><line>&lt;c&gt;</line></order>',
  );
  expect(serializeXml(xmlDocumentOf(third as XmlRecord), { declaration: false })).toBe(
    '<x:order xmlns="urn:o" xmlns:x="urn:x">three</x:order>',
  );
  expect(xmlDocumentOfAll(read(orders, 'orders/order'))).toEqual({
    orders: {
      '@xmlns': 'urn:o',
      '@xmlns:x': 'urn:x',
      order: [{ '@id': '1', line: ['a & b', '<c>'] }, { '@id': '2' }],
      'x:order': 'three',
    },
  });
});

test('all elements together are what the whole document is', () => {
  const text = '<r><i n="1">a</i><i/><i><j>b</j></i></r>';
  expect(xmlDocumentOfAll(read(text, 'r/i', 3))).toEqual(parseXml(text));
});

test.each(['', '  \n', '\uFEFF'])('a body without content (%j) has no records', (text) => {
  expect(read(text, 'a', 1)).toEqual([]);
});

test.each([
  ['<o><i>1</i>\n<i>2</j></o>', /unexpected close tag.* \(line 2, column 8, in \/o\)/],
  ['<o><i>1</i>', /unclosed tag: o/],
  ['<o><p:i/></o>', /unbound namespace prefix/],
  ['<!DOCTYPE o [<!ENTITY a "b">]><o/>', /document type declaration/],
  ['<o><i>&boom;</i></o>', /undefined entity/],
  ['no xml', /The XML cannot be read/],
  [`${'<o>'.repeat(300)}`, /nested deeper than 256 levels/],
])('%j is refused with its place', (text, message) => {
  for (const size of [1, 5, text.length]) expect(() => read(text, 'o/i', size)).toThrow(message);
});

test('neither an element that fits nor anything else may be held without end', () => {
  const long = 'x'.repeat(500);
  expect(() => read(`<o><i>${long}</i></o>`, 'o/i', 10, 100)).toThrow(/^The element has more than 100 characters/);
  expect(() => read(`<o><i><a/>${'<a/>'.repeat(50)}</i></o>`, 'o/i', 10_000, 100)).toThrow(/^The element has more than 100 characters/);
  expect(() => read(`<o><!--${long}--></o>`, 'o/i', 10, 100)).toThrow(/^A text, comment or tag has more than 100 characters/);
  expect(() => read(`<o a="${long}"/>`, 'o/i', 10, 100)).toThrow(/^A text, comment or tag has more than 100 characters/);
});

test.each(['', '/', '//', 'a//b', 'a/1b', 'a b'])('%j is no path, and a sentence says how one is written', (path) => {
  expect(parseXmlPath(path)).toMatch(/orders\/order/);
});
