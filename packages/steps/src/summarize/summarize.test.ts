import { Body } from '@weft/document';
import { ExactNumber } from '@weft/formats';
import { Big } from 'big.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentsOf, runCollector } from '../../test/run-collector.ts';
import { DecimalSum } from './decimal-sum.ts';
import { definition } from './definition.ts';
import { implementation } from './executor.ts';

const values = (...all: unknown[]) => documentsOf(all.map((value) => Body.fromValue(value)));
const summarize = async (config: object, documents = values()) => {
  const emissions = await runCollector(implementation, config, documents);
  return Promise.all(emissions.map(({ body }) => body?.value()));
};
const figure = async (what: string, ...all: unknown[]) => {
  const [result] = await summarize(
    { figures: [{ name: 'it', function: what, value: 'body' }] },
    values(...all.map((value) => ({ value }))).map((document) => ({
      ...document,
      body: Body.fromValue((document.body.value() as { value: unknown }).value),
    })),
  );
  return (result as { it: unknown }).it;
};

test.each([
  ['count', [1, null, 'a'], 2],
  ['sum', [0.1, 0.2, '0.3', null], 0.6],
  ['sum', [], 0],
  ['sum', [1e21, 1], new ExactNumber('1.000000000000000000001e21')],
  ['sum', [0.1, 1e-9], 0.100000001],
  ['sum', [new ExactNumber('12345678901234567890'), '1'], new ExactNumber('12345678901234567891')],
  ['average', [1, 2], 1.5],
  ['average', ['10', '0', '0'], new ExactNumber('3.33333333333333333333')],
  ['average', [null], null],
  ['min', ['10', '9', '9.50'], 9],
  ['max', ['10', '9'], 10],
  ['max', ['2026-01-31', '2025-12-31'], '2026-01-31'],
  ['min', [], null],
  ['count-distinct', ['a', 'b', 'a', 1, '1', { x: 1 }, { x: 1 }, null], 5],
  ['first', [null, { a: 1 }, 'b'], { a: 1 }],
  ['last', ['a', 'b', null], 'b'],
])('%s of %j', async (what, all, result) => {
  expect(await figure(what, ...all)).toEqual(result);
});

test.each([
  ['sum', ['12,50'], /"it" needs numbers, but there is the text "12,50"/],
  ['average', [true], /there is a boolean/],
  ['min', [1, 'a'], /needs numbers alone or texts alone/],
  ['max', ['a', 1], /needs numbers alone or texts alone/],
  ['max', [{}], /there is an object/],
])('%s of %j is refused with the place of the expression', async (what, all, message) => {
  await expect(figure(what, ...all)).rejects.toMatchObject({ code: 'STEP_FAILED', message, place: { pointer: '/figures/0/value' } });
});

test('a sum is what digit by digit gives, for doubles of every kind', () => {
  const amount = fc.oneof(
    fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100),
    fc.integer({ min: -1e12, max: 1e12 }).map((units) => units / 1e6),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e18, max: 1e18 }),
    fc.maxSafeInteger(),
  );
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 30 }), fc.boolean(), (amounts, isText) => {
      const sum = new DecimalSum();
      for (const one of amounts) expect(sum.add(isText ? String(one) : one)).toBe(true);
      const expected = amounts.reduce((total, one) => total.plus(new Big(one)), new Big(0));
      expect(sum.total.eq(expected)).toBe(true);
    }),
  );
});

const byCountry = {
  groups: [{ name: 'country', value: 'body.country' }],
  figures: [
    { name: 'orders', function: 'count' },
    { name: 'total', function: 'sum', value: 'body.total' },
  ],
};

test('groups stand in the order in which they first come, what is not there is a group of its own', async () => {
  const rows = [
    { country: 'SE', total: 1 },
    { country: '__proto__', total: 2 },
    { total: 3 },
    { country: 'SE', total: 4 },
    { country: null, total: 5 },
  ];
  expect(await summarize(byCountry, values(...rows))).toEqual([
    [
      { country: 'SE', orders: 2, total: 5 },
      { country: '__proto__', orders: 1, total: 2 },
      { country: null, orders: 2, total: 8 },
    ],
  ]);
  expect(await summarize({ ...byCountry, give: 'documents' }, values(...rows))).toHaveLength(3);
});

test('groups of rows in one document give the same as a document for each row', async () => {
  const rows = Array.from({ length: 50 }, (_, n) => ({ country: `C${n % 7}`, total: n / 10 }));
  const alone = await summarize(byCountry, values(...rows));
  expect(await summarize(byCountry, values(rows.slice(0, 20), rows.slice(20)))).toEqual(alone);
  const listed = await summarize({ figures: [{ name: 'lists', function: 'count' }], listsAreItems: false }, values(rows, rows));
  expect(listed).toEqual([{ lists: 2 }]);
});

test('where nothing comes, figures of nothing go on, an empty list, or by choice nothing', async () => {
  expect(await summarize({ figures: [{ name: 'n', function: 'count' }] })).toEqual([{ n: 0 }]);
  expect(await summarize(byCountry)).toEqual([[]]);
  expect(await summarize({ ...byCountry, empty: 'nothing' })).toEqual([]);
  expect(await summarize({ ...byCountry, give: 'documents' })).toEqual([]);
});

test.each([
  [{ figures: [] }, 'figures'],
  [{ figures: [{ name: 'n', function: 'sum' }] }, 'value'],
  [{ ...byCountry, groups: [{ name: 'total', value: 'body.x' }] }, 'name'],
  [{ figures: [{ name: '', function: 'count' }] }, 'name'],
])('%j is refused by the form', (config, where) => {
  expect(definition.config.safeParse(config).error?.issues[0]?.path.at(-1)).toBe(where);
});
