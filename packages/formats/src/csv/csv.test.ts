import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecords } from '../records/record-reader.ts';
import { writeRecords } from '../records/record-writer.ts';
import { type CsvDialect, csvDefaults, csvDialectProblem } from './csv-dialect.ts';
import { type CsvTable, csvReader, csvTableDefaults } from './csv-reader.ts';
import { csvOutputDefaults, csvWriter } from './csv-writer.ts';

const read = (text: string, dialect: Partial<CsvDialect> = {}, table: Partial<CsvTable> = {}) =>
  readRecords(csvReader({ ...csvDefaults, ...dialect }, { ...csvTableDefaults, ...table }), text);
const rows = (text: string, dialect: Partial<CsvDialect> = {}) => read(text, dialect, { columns: 'none' });
const write = (records: unknown[], dialect: Partial<CsvDialect> = {}, output: object = {}) =>
  writeRecords(csvWriter({ ...csvDefaults, ...dialect }, { ...csvOutputDefaults, ...output }), records);
const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
};

describe('files as people send them', () => {
  it.each<[string, string, Partial<CsvDialect>, unknown[]]>([
    [
      'RFC 4180',
      'a,b\r\n1,"x, ""y"""\r\n',
      {},
      [
        ['a', 'b'],
        ['1', 'x, "y"'],
      ],
    ],
    [
      'no line end at the end',
      'a,b\n1,2',
      {},
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'an Excel export in German',
      '\uFEFFNr;Betrag\r\n1;"1.234,50"\r\n',
      { delimiter: ';' },
      [
        ['Nr', 'Betrag'],
        ['1', '1.234,50'],
      ],
    ],
    [
      'cells over several lines',
      'a,"x\r\ny\n\nz"\nb,c',
      {},
      [
        ['a', 'x\r\ny\n\nz'],
        ['b', 'c'],
      ],
    ],
    ['line ends of all kinds in one file', 'a\nb\r\nc\rd', {}, [['a'], ['b'], ['c'], ['d']]],
    [
      'blank lines',
      '\n\na,b\n\n1,2\n\n',
      {},
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['blank lines that count', 'a\n\nb\n', { skipBlank: false }, [['a'], [''], ['b']]],
    ['an empty cell in quotes is no blank line', 'a\n""\nb', {}, [['a'], [''], ['b']]],
    [
      'empty cells at the ends',
      ',a,\n,,\n',
      {},
      [
        ['', 'a', ''],
        ['', '', ''],
      ],
    ],
    ['quotes inside a cell', '6" pipe,a"b"c\n', {}, [['6" pipe', 'a"b"c']]],
    [
      'tabs',
      'a\tb\n"x\ty"\tz\n',
      { delimiter: '\t' },
      [
        ['a', 'b'],
        ['x\ty', 'z'],
      ],
    ],
    ['a delimiter of two characters', 'a||b|c||"x||y"\n', { delimiter: '||' }, [['a', 'b|c', 'x||y']]],
    ['backslashes of MySQL', '"a\\"b","c\\\\",d\\e\n', { escapedBy: '\\' }, [['a"b', 'c\\', 'd\\e']]],
    ['no quotes, but an escape', 'a\\,b,c\\\nd,"x"\n', { quote: '', escapedBy: '\\' }, [['a,b', 'c\nd', '"x"']]],
    [
      'comments',
      '# head, with "quotes\na,b\n#x\n1,2',
      { comment: '#' },
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['spaces around cells', ' a , "b " ,\t c\n', { trim: true }, [['a', 'b ', 'c']]],
    ['spaces that stay', ' a , b\n', {}, [[' a ', ' b']]],
    ['single quotes', "'it''s',b\n", { quote: "'", escapedBy: "'" }, [["it's", 'b']]],
    ['a lone carriage return that is data', 'a\rb\nc\n', { lineEnd: 'lf' }, [['a\rb'], ['c']]],
    ['nothing', '', {}, []],
    ['a mark and nothing', '\uFEFF', {}, []],
    [
      'characters of every plane',
      '名,😀\nü,"𝄞,"\n',
      {},
      [
        ['名', '😀'],
        ['ü', '𝄞,'],
      ],
    ],
  ])('are read: %s', (_name, text, dialect, expected) => {
    expect(rows(text, dialect)).toEqual(expected);
    // The same, character by character.
    const reader = csvReader({ ...csvDefaults, ...dialect }, { ...csvTableDefaults, columns: 'none' });
    expect([...[...text].flatMap((character) => reader.write(character)), ...reader.end()]).toEqual(expected);
  });

  it.each([
    ['a,b\n1,"x\n2,3', 'a quote is not closed (line 2, column 3)'],
    ['a\n"x"y\n', 'expected the delimiter or the end of the line after a quoted cell, but found "y" (line 2, column 4)'],
    ['a,b\n"p\nq",1\n"x"y,2', 'found "y" (line 4, column 4)'],
    ['a,b\n1\n', 'the row has 1 cells where 2 are expected; the first one that is missing is "b" (line 2, column 1)'],
    ['a,b\n1,2\n1,2,3\n', 'the row has 3 cells where 2 are expected'],
  ])('that are broken are refused with the place: %j', (text, why) => {
    expect(messageOf(() => read(text))).toContain(why);
  });

  it('with a quote that is never closed do not fill the memory', () => {
    const reader = csvReader(csvDefaults, csvTableDefaults);
    reader.write('a,"');
    const flood = () => {
      for (let piece = 0; piece < 100; piece++) reader.write('x'.repeat(100_000));
    };
    expect(messageOf(flood)).toContain('a row has more than');
  });
});

describe('the names of columns', () => {
  it('come from the first row, each a name of its own', () => {
    expect(read('id, name ,,id\n1,Ada,x,2')).toEqual([{ id: '1', name: 'Ada', column_3: 'x', id_2: '2' }]);
  });

  it('come from a list, after rows that are left out', () => {
    expect(read('Report of May\nx;y\n1,2', {}, { columns: ['a', 'b'], skipRows: 2 })).toEqual([{ a: '1', b: '2' }]);
  });

  it('never touch prototypes', () => {
    const [record] = read('__proto__,constructor\n1,2') as [object];
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
    expect(Object.keys(record)).toEqual(['__proto___', 'constructor']);
  });

  it('may be more or fewer than the cells of a row, where that is allowed', () => {
    expect(read('a,b\n1\n1,2,3', {}, { uneven: 'allow' })).toEqual([
      { a: '1', b: '' },
      { a: '1', b: '2', column_3: '3' },
    ]);
  });
});

describe('cells', () => {
  it('become numbers only where no digit is lost', () => {
    const [record] = read('a,b,c,d,e,f\n1,1.10,007,12345678901234567890,-0.5,1e5', {}, { numbers: true });
    expect(JSON.stringify(record)).toBe('{"a":1,"b":1.10,"c":"007","d":12345678901234567890,"e":-0.5,"f":1e5}');
  });

  it('without text are text, null or not there', () => {
    expect(read('a,b\n,1', {}, { empty: 'null' })).toEqual([{ a: null, b: '1' }]);
    expect(read('a,b\n,1', {}, { empty: 'left-out' })).toEqual([{ b: '1' }]);
  });
});

describe('writing', () => {
  it('takes the columns from the first record, and puts the others in their order', () => {
    expect(
      write([
        { a: 1, b: 'x' },
        { b: 'y', a: 2 },
      ]),
    ).toBe('a,b\n1,x\n2,y\n');
  });

  it('writes named columns only, and tells of members that would be lost', () => {
    expect(write([{ b: 1 }], {}, { columns: ['a', 'b'] })).toBe('a,b\n,1\n');
    expect(write([], {}, { columns: ['a', 'b'] })).toBe('a,b\n');
    expect(messageOf(() => write([{ a: 1 }, { a: 1, z: 2 }]))).toContain('Record 2 has the member "z"');
    expect(messageOf(() => write([{ a: 1 }, 'x']))).toContain('Record 2 cannot be written as a row: it is a string');
  });

  it('quotes as told', () => {
    expect(write([{ a: 1, b: 'x' }], {}, { quoting: 'all' })).toBe('"a","b"\n"1","x"\n');
    expect(write([{ a: 1, b: 'x' }], {}, { quoting: 'text' })).toBe('"a","b"\n1,"x"\n');
    expect(messageOf(() => write([{ a: 'x,y' }], { quote: '', escapedBy: '' }))).toContain('neither a quote nor an escape');
  });

  it('writes lists and objects as JSON, and dates as ISO 8601', () => {
    expect(write([{ a: [1, 'x'], b: new Date(0) }])).toBe('a,b\n"[1,""x""]",1970-01-01T00:00:00.000Z\n');
  });

  it('guards against formulas where asked to', () => {
    expect(write([{ a: '=1+1', b: -1, c: '@x' }], {}, { guardFormulas: true, header: false })).toBe("'=1+1,-1,'@x\n");
  });

  it('gives back every text, in every dialect', () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.stringMatching(/^[,;"'\\#\r\n \t|a]{0,6}$/));
    const dialect = fc
      .record({
        delimiter: fc.constantFrom(',', ';', '\t', '|', '||'),
        quote: fc.constantFrom('"', "'"),
        escapedBy: fc.constantFrom('"', "'", '\\'),
        lineEnd: fc.constantFrom('any', 'lf', 'crlf', 'cr'),
        comment: fc.constantFrom('', '#'),
        trim: fc.boolean(),
        skipBlank: fc.boolean(),
      } as const)
      .filter((one) => csvDialectProblem(one) === undefined);
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 4 }));
    fc.assert(
      fc.property(table, dialect, fc.constantFrom('needed', 'text', 'all'), (cells, one, quoting) => {
        expect(rows(write(cells, one, { quoting }), one)).toEqual(cells);
      }),
      { numRuns: 2000 },
    );
  });

  it('without quotes gives back every text by its escape', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[,\\\r\n"a]{0,6}$/), { minLength: 2, maxLength: 3 }), (cells) => {
        const one: Partial<CsvDialect> = { quote: '', escapedBy: '\\' };
        expect(rows(write([cells], one), one)).toEqual([cells]);
      }),
    );
  });
});
