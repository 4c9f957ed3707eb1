import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecords } from '../records/record-reader.ts';
import { writeRecords } from '../records/record-writer.ts';
import { fixedWidthReader } from './fixed-width-reader.ts';
import { fixedWidthWriter } from './fixed-width-writer.ts';
import { type FixedField, type FixedLayout, fixedLayoutProblem } from './layout.ts';

const text = (name: string, length: number): FixedField => ({ name, length, align: 'left', fill: ' ', number: false });
const zeros = (name: string, length: number): FixedField => ({ name, length, align: 'right', fill: '0', number: true });
const layout = (more: Partial<FixedLayout>): FixedLayout => ({ records: [], tagPosition: 1, lineEnd: 'any', uneven: 'fail', ...more });

const payments = layout({
  records: [
    { name: 'head', tag: 'H', fields: [text('', 1), text('bank', 8), text('date', 6)] },
    { name: 'item', tag: '1', fields: [text('', 1), text('to', 8), zeros('cents', 6)] },
    { name: 'large', tag: '10', fields: [text('', 2), text('to', 7), zeros('cents', 6)] },
    { name: 'rest', tag: '', fields: [text('text', 15)] },
  ],
});
const read = (one: FixedLayout, source: string) => readRecords(fixedWidthReader(one), source);
const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
};

describe('a file of several kinds of lines', () => {
  const file = 'HGENODEF1260301\r\n1Ada     000150\r\n10Grace  123456\r\nZ is the end   \r\n';
  const records = [
    { record: 'head', bank: 'GENODEF1', date: '260301' },
    { record: 'item', to: 'Ada', cents: 150 },
    { record: 'large', to: 'Grace', cents: 123456 },
    { record: 'rest', text: 'Z is the end' },
  ];

  it('is read by the tags of its lines, in pieces too', () => {
    expect(read(payments, file)).toEqual(records);
    const reader = fixedWidthReader(payments);
    expect([...[...file].flatMap((character) => reader.write(character)), ...reader.end()]).toEqual(records);
  });

  it('is written as it was', () => {
    expect(writeRecords(fixedWidthWriter({ ...payments, lineEnd: 'crlf' }), records)).toBe(file);
  });

  it('tells of lines that nothing fits, by line and column', () => {
    const strict = layout({ records: payments.records.slice(0, 2) });
    expect(messageOf(() => read(strict, 'HGENODEF1260301\nXAda'))).toContain('no record has the tag that begins "XAda" (line 2, column 1)');
    expect(messageOf(() => read(strict, 'HGENODEF1260301\n1Ada'))).toContain('4 characters where 15 are expected (line 2, column 5)');
    expect(messageOf(() => read(strict, '1Ada     0x0150'))).toContain('the field "cents" is no number: "0x0150" (line 1, column 10)');
  });
});

it('a file without line ends is cut by its length', () => {
  const one = layout({ records: [{ name: '', tag: '', fields: [text('a', 2), zeros('n', 3)] }], lineEnd: 'none' });
  expect(read(one, 'xy001z 002')).toEqual([
    { a: 'xy', n: 1 },
    { a: 'z', n: 2 },
  ]);
  expect(
    writeRecords(fixedWidthWriter(one), [
      { a: 'xy', n: 1 },
      { a: 'z', n: -2 },
    ]),
  ).toBe('xy001z -02');
});

it('short lines are taken where that is allowed', () => {
  const one = layout({ records: [{ name: '', tag: '', fields: [text('a', 2), text('b', 3)] }], uneven: 'allow' });
  expect(read(one, 'x\n\nxyz  \nxyzzz   \n')).toEqual([
    { a: 'x', b: '' },
    { a: 'xy', b: 'z' },
    { a: 'xy', b: 'zzz' },
  ]);
  expect(messageOf(() => read(one, 'xyzzz  !'))).toContain('text behind the last field (line 1, column 6)');
});

it('what is too long for its field is refused, never cut', () => {
  const one = layout({ records: [{ name: '', tag: '', fields: [text('a', 2)] }] });
  expect(messageOf(() => writeRecords(fixedWidthWriter(one), [{ a: 'x' }, { a: 'xyz' }]))).toContain(
    'Record 2 cannot be written with fixed widths: "a" has 3 characters',
  );
  expect(messageOf(() => writeRecords(fixedWidthWriter(payments), [{ record: 'other' }]))).toContain('"other", which no record is called');
});

it('records come back as they were written', () => {
  const one = layout({ records: [{ name: '', tag: '', fields: [text('a', 6), zeros('n', 8), { ...text('r', 5), align: 'right' }] }] });
  const word = fc.stringMatching(/^[a-zäß😀]{0,2}$/u);
  fc.assert(
    fc.property(
      fc.array(fc.record({ a: word, n: fc.integer({ min: -999_999, max: 9_999_999 }), r: word }), { maxLength: 5 }),
      (records) => {
        expect(read(one, writeRecords(fixedWidthWriter(one), records))).toEqual(records);
      },
    ),
  );
});

it.each<[FixedLayout, string]>([
  [layout({}), 'no record'],
  [layout({ records: [{ name: 'a', tag: '', fields: [] }] }), 'no fields'],
  [layout({ records: [{ name: 'a', tag: '', fields: [text('x', 1), text('x', 1)] }] }), 'two fields'],
  [
    layout({
      records: [
        { name: 'a', tag: '1', fields: [text('x', 1)] },
        { name: '', tag: '2', fields: [text('x', 1)] },
      ],
    }),
    'needs a name',
  ],
  [
    layout({
      records: [
        { name: 'a', tag: '1', fields: [text('x', 1)] },
        { name: 'b', tag: '1', fields: [text('x', 1)] },
      ],
    }),
    'tag of another',
  ],
  [
    layout({
      lineEnd: 'none',
      records: [
        { name: 'a', tag: '1', fields: [text('x', 1)] },
        { name: 'b', tag: '2', fields: [text('x', 2)] },
      ],
    }),
    'same length',
  ],
])('a layout that cannot be used says why (%#)', (one, why) => {
  expect(fixedLayoutProblem(one)).toContain(why);
});
