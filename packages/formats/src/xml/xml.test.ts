import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactNumber } from '../json/exact-number.ts';
import { parseXml, xmlDepthMax } from './parse-xml.ts';
import { serializeXml } from './serialize-xml.ts';

const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
};

describe('reading', () => {
  it('follows the written convention', () => {
    const text = `<?xml version="1.0"?>
      <!-- a comment --><?go on?>
      <o:order xmlns:o="urn:o" o:id="7" status="new">
        <customer>Ada &amp; Co</customer>
        <line n="1">first</line>
        <note/>
        <line n="2"/>
        <raw><![CDATA[<b>]]></raw>
        <kept> two  spaces </kept>
      </o:order>`;
    expect(parseXml(text)).toEqual({
      'o:order': {
        '@xmlns:o': 'urn:o',
        '@o:id': '7',
        '@status': 'new',
        customer: 'Ada & Co',
        line: [{ '@n': '1', '#text': 'first' }, { '@n': '2' }],
        note: '',
        raw: '<b>',
        kept: ' two  spaces ',
      },
    });
  });

  it('keeps the order in which names first appear', () => {
    expect(Object.keys((parseXml('<a><z/><m/><z/><b/></a>') as { a: object }).a)).toEqual(['z', 'm', 'b']);
  });

  it('gathers the text of mixed content', () => {
    expect(parseXml('<p>Dear <b>Ada</b>, hello</p>')).toEqual({ p: { b: 'Ada', '#text': 'Dear , hello' } });
  });

  it('gives null for an empty body', () => {
    expect(parseXml(new Uint8Array(0))).toBeNull();
  });

  it.each([
    ['<!DOCTYPE a SYSTEM "http://example.com/x.dtd"><a/>', 'document type declaration'],
    ['<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c "x">]><a>&b;</a>', 'document type declaration'],
    ['<a>&nbsp;</a>', 'undefined entity (line 1, column'],
    ['<a>\n<b></a>', '(line 2, column'],
    ['<a/><b/>', 'only one root'],
    ['<a>', 'unclosed tag'],
    ['<p:a/>', 'unbound namespace prefix'],
    ['<a b="1" b="2"/>', 'duplicate attribute'],
    ['just text', '(line 1'],
    ['<a>\u0000</a>', 'disallowed character'],
  ])('refuses %j and says why', (text, why) => {
    expect(messageOf(() => parseXml(text))).toContain(why);
  });

  it('takes as many levels as it allows, and no more', () => {
    const nested = (levels: number) => '<a>'.repeat(levels) + '</a>'.repeat(levels);
    expect(parseXml(nested(xmlDepthMax))).toHaveProperty('a');
    expect(messageOf(() => parseXml(nested(xmlDepthMax + 1)))).toContain('nested deeper than 256 levels');
  });

  it('keeps an element called __proto__ as plain data', () => {
    const value = parseXml('<a><__proto__><isAdmin>1</isAdmin></__proto__></a>') as { a: object };
    expect(Object.getPrototypeOf(value.a)).toBe(Object.prototype);
    expect(Object.keys(value.a)).toEqual(['__proto__']);
    expect(serializeXml(value, { declaration: false })).toBe('<a><__proto__><isAdmin>1</isAdmin></__proto__></a>');
  });

  it('reads the character set from the mark, the content type or the declaration', () => {
    const latin1 = Uint8Array.from([...'<?xml version="1.0" encoding="ISO-8859-1"?><a>\u00fc</a>'].map((c) => c.charCodeAt(0)));
    expect(parseXml(latin1)).toEqual({ a: 'ü' });
    expect(parseXml(Uint8Array.from([...'<a>\u00fc</a>'].map((c) => c.charCodeAt(0))), 'iso-8859-1')).toEqual({ a: 'ü' });
    const utf16 = (text: string, mark: boolean) =>
      new Uint8Array(Uint16Array.from([...(mark ? '\uFEFF' : ''), ...text].map((c) => c.charCodeAt(0))).buffer);
    expect(parseXml(utf16('<a>ü</a>', true))).toEqual({ a: 'ü' });
    expect(parseXml(utf16('<a>ü</a>', false))).toEqual({ a: 'ü' });
    expect(parseXml(new TextEncoder().encode('\uFEFF<a>ü</a>'))).toEqual({ a: 'ü' });
    expect(messageOf(() => parseXml(Uint8Array.from([0x3c, 0x61, 0x3e, 0xfc, 0x3c, 0x2f, 0x61, 0x3e])))).toContain(
      'not text in the character set "utf-8"',
    );
  });
});

describe('writing', () => {
  it('escapes text and attributes so that they come back unchanged', () => {
    const value = { a: { '@q': 'a"b\'c\n\t\r<&>', '#text': ']]> \r\n <x> &amp;' } };
    expect(parseXml(serializeXml(value))).toEqual(value);
  });

  it('gives back every value of the convention', () => {
    const name = fc.stringMatching(/^[A-Za-z_ü][A-Za-z0-9_.\-ü]{0,6}$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
    const impossible = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|\p{Surrogate}/u;
    const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((s) => !impossible.test(s));
    const { element } = fc.letrec<{ element: unknown }>((tie) => ({
      element: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        text,
        fc
          .record({
            attributes: fc.dictionary(
              name.filter((n) => !/^xml/i.test(n)),
              text,
              { maxKeys: 2 },
            ),
            children: fc.dictionary(name, fc.oneof(tie('element'), fc.array(tie('element'), { minLength: 2, maxLength: 3 })), {
              maxKeys: 3,
            }),
          })
          .filter(({ attributes, children }) => Object.keys(attributes).length + Object.keys(children).length > 0)
          .map(({ attributes, children }) => ({
            ...Object.fromEntries(Object.entries(attributes).map(([key, value]) => [`@${key}`, value])),
            ...children,
          })),
      ),
    }));
    fc.assert(
      fc.property(name, element, fc.constantFrom('utf-8', 'iso-8859-1'), (root, value, charset) => {
        expect(parseXml(serializeXml({ [root]: value }, { charset }))).toEqual({ [root]: value });
      }),
      { numRuns: 500 },
    );
  });

  it('writes null as an empty element, leaves undefined and empty lists out, and repeats lists', () => {
    const value = {
      a: { '@gone': null, n: null, u: undefined, none: [], l: [1, true, new Date(0), new ExactNumber('12345678901234567890')] },
    };
    expect(serializeXml(value, { declaration: false })).toBe(
      '<a><n/><l>1</l><l>true</l><l>1970-01-01T00:00:00.000Z</l><l>12345678901234567890</l></a>',
    );
  });

  it('indents only where there is no text to disturb', () => {
    expect(serializeXml({ a: { b: 'x', c: { '#text': 'y', d: '' } } }, { indent: 2 })).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<a>\n  <b>x</b>\n  <c>y<d/></c>\n</a>',
    );
  });

  it('writes characters that the character set lacks as references', () => {
    expect(serializeXml({ a: 'ü€😀' }, { charset: 'iso-8859-1', declaration: false })).toBe('<a>ü&#x20AC;&#x1F600;</a>');
  });

  it.each([
    [{ a: 1, b: 2 }, 'The value has 2: "a", "b"'],
    [{}, 'The value has none'],
    [[1], 'The value is a list'],
    ['text', 'The value is not an object'],
    [{ a: [1, 2] }, '"a" is a list of 2'],
    [{ 'a b': 1 }, '"a b" is not a name'],
    [{ '1a': 1 }, '"1a" is not a name'],
    [{ 'a><x': 1 }, 'is not a name'],
    [{ a: { '@x y': 1 } }, 'is not a name that an XML attribute'],
    [{ a: { '@x': {} } }, '"@x" must be a plain value'],
    [{ a: { b: [[1]] } }, '"b" is a list inside a list'],
    [{ 'p:a': 1 }, 'add "@xmlns:p"'],
    [{ a: 'x\u0001' }, 'U+0001'],
    [{ a: '\ud800' }, 'U+D800'],
  ])('refuses %j and says why', (value, why) => {
    expect(messageOf(() => serializeXml(value))).toContain(why);
  });

  it('refuses a value that holds itself', () => {
    const value: Record<string, unknown> = {};
    value['a'] = value;
    expect(messageOf(() => serializeXml(value))).toContain('nested deeper');
  });
});
