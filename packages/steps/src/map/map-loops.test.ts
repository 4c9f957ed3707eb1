// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions are texts here
import { Body } from '@weft/document';
import { compileTools } from '@weft/step-kit/executor';
import { describe, expect, it } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { definition } from './definition.ts';
import { implementation } from './executor.ts';

const fields = (...pairs: [string, string, string?][]) =>
  pairs.map(([target, expression, fallback]) => ({ target, expression, ...(fallback === undefined ? {} : { fallback }) }));

async function mapped(config: object, value: unknown, tools = {}): Promise<unknown> {
  const { emissions } = await runStep(implementation, config, { body: Body.fromValue(value) }, tools);
  return emissions[0]?.body?.value();
}
const issueOf = (config: object) => {
  const [issue] = definition.config.safeParse(config).error?.issues ?? [];
  return [issue?.path.join('/'), issue?.message];
};

const order = {
  customerId: '7',
  lines: [
    { sku: 'B', qty: 2, tags: ['x', 'y'] },
    { sku: 'C', qty: 0 },
    { sku: 'A', qty: 5, tags: 'z' },
  ],
  stock: [{ sku: 'A', place: 'Berlin' }, { sku: 'B' }],
};

describe('a loop', () => {
  it('makes a list of the result item by item, filtered, sorted and numbered', async () => {
    const config = {
      fields: fields(['id', 'body.customerId'], ['order.lines[].no', 'linePosition'], ['order.lines[].item.sku', 'line.sku']),
      loops: [{ target: 'order.lines', each: 'body.lines', as: 'line', where: 'line.qty > 0', sortBy: 'line.sku' }],
    };
    expect(await mapped(config, order)).toEqual({
      id: '7',
      order: {
        lines: [
          { no: 1, item: { sku: 'A' } },
          { no: 2, item: { sku: 'B' } },
        ],
      },
    });
    expect(
      await mapped({ ...config, loops: [{ ...config.loops[0], sortBy: 'line.qty', direction: 'desc', where: '' }] }, order),
    ).toMatchObject({
      order: { lines: [{ item: { sku: 'A' } }, { item: { sku: 'B' } }, { item: { sku: 'C' } }] },
    });
  });

  it('may lie in another, and may give plain values', async () => {
    const config = {
      fields: fields(['lines[].sku', 'line.sku'], ['lines[].tags[]', '`${line.sku}${tagPosition}${tag}`']),
      loops: [
        { target: 'lines', each: 'lines', as: 'line' },
        { target: 'lines[].tags', each: 'line.tags', as: 'tag' },
      ],
    };
    expect(await mapped(config, order)).toEqual({
      lines: [
        { sku: 'B', tags: ['B1x', 'B2y'] },
        { sku: 'C', tags: [] },
        { sku: 'A', tags: ['A1z'] },
      ],
    });
  });

  it('finds by key what belongs to its items, and null where nothing does', async () => {
    const config = {
      fields: fields(['lines[].place', 'stock', undefined]).map((one) => ({ ...one, expression: 'found?.place', fallback: "'none'" })),
      loops: [
        {
          target: 'lines',
          each: 'body.lines',
          as: 'line',
          joins: [{ as: 'found', list: 'body.stock', key: 'found.sku', equals: 'line.sku // the item' }],
          where: 'found !== null',
          sortBy: 'found.sku',
        },
      ],
    };
    expect(await mapped(config, order)).toEqual({ lines: [{ place: 'Berlin' }, { place: 'none' }] });
  });

  it('takes one value for a list of one and nothing for an empty one', async () => {
    const config = { fields: fields(['l[].v', 'item']), loops: [{ target: 'l', each: 'body.x' }] };
    expect(await mapped(config, { x: 'one' })).toEqual({ l: [{ v: 'one' }] });
    expect(await mapped(config, { x: null })).toEqual({ l: [] });
  });

  it('may be the whole result, and may extend what came in', async () => {
    const config = { fields: fields(['a.l[].v', 'item']), loops: [{ target: 'a.l', each: '[1, 2]' }], mode: 'extend' };
    const before = { a: { l: ['old'], kept: 1 } };
    expect(await mapped(config, before)).toEqual({ a: { l: [{ v: 1 }, { v: 2 }], kept: 1 } });
    expect(before.a.l).toEqual(['old']);
  });

  it('waits for what the sandbox gives', async () => {
    const late = compileTools({ sandbox: async (_source, names) => `late ${JSON.stringify(names.item)}` });
    const config = { fields: fields(['l[].v', '(function () { return item; })()']), loops: [{ target: 'l', each: 'body' }] };
    expect(await mapped(config, [1, 2], late)).toEqual({ l: [{ v: 'late 1' }, { v: 'late 2' }] });
  });

  it('tells errors of the field that has them', async () => {
    const loop = { target: 'l', each: 'body.lines', as: 'line' };
    await expect(mapped({ fields: fields(['l[].v', 'line.none.deep']), loops: [loop] }, order)).rejects.toMatchObject({
      code: 'EXPRESSION_FAILED',
      place: { pointer: '/fields/0/expression' },
    });
    await expect(mapped({ fields: fields(['l[].v', '1']), loops: [{ ...loop, where: 'line.' }] }, order)).rejects.toMatchObject({
      code: 'EXPRESSION_INVALID',
      place: { pointer: '/loops/0/where' },
    });
    // A part that only makes sense with others is no part.
    await expect(mapped({ fields: [], loops: [{ ...loop, where: 'true) || (false' }] }, order)).rejects.toMatchObject({
      code: 'EXPRESSION_INVALID',
    });
  });

  it('that cannot be used is refused with its place', () => {
    const loop = { target: 'l', each: 'body' };
    expect(issueOf({ fields: fields(['l[].a', '1']) })).toEqual([
      'fields/0/target',
      expect.stringContaining('Add a loop with the target l.'),
    ]);
    expect(issueOf({ fields: [], loops: [loop, loop] })).toEqual(['loops/1/target', 'There are two loops for "l".']);
    expect(issueOf({ fields: fields(['l', '1']), loops: [loop] })).toEqual([
      'loops/0/target',
      expect.stringContaining('filled by two fields'),
    ]);
    expect(issueOf({ fields: fields(['x', '1'], ['l[].a', '1'], ['l[].a.b', '1']), loops: [loop] })).toEqual([
      'fields/2/target',
      expect.stringContaining('already fills'),
    ]);
    expect(issueOf({ fields: fields(['l[]', '1'], ['l[].a', '1']), loops: [loop] })).toEqual(['fields/0/target', 'A field has no target.']);
    expect(issueOf({ fields: [], loops: [{ ...loop, as: 'a b' }] })[0]).toBe('loops/0/as');
  });
});

describe('names', () => {
  it('are given to parts of what came in, each may use those before it', async () => {
    const config = {
      sources: [
        { name: 'big', value: 'body.lines.filter(l => l.qty > 1)' },
        { name: 'count', value: 'big.length' },
      ],
      fields: fields(['n', 'count'], ['first', 'big[0].sku'], ['l[]', '`${big[0].sku}-${item}`']),
      loops: [{ target: 'l', each: 'range(1, count)' }],
    };
    expect(await mapped(config, order)).toEqual({ n: 2, first: 'B', l: ['B-1', 'B-2'] });
  });

  it('are given to cross-reference tables', async () => {
    const config = {
      tables: [
        {
          name: 'units',
          rows: [
            { from: 'C62', to: 'piece' },
            { from: '__proto__', to: 'x' },
          ],
        },
      ],
      fields: fields(['a', 'lookup(units, "C62")'], ['b', 'lookup(units, "KGM", "other")'], ['c', 'lookup(units, "toString", null)']),
    };
    expect(await mapped(config, {})).toEqual({ a: 'piece', b: 'other', c: null });
  });

  it('are there once', () => {
    const name = (one: string) => ({ name: one, value: '1', rows: [] });
    expect(
      issueOf({
        fields: [],
        sources: [
          { name: 'a', value: '1' },
          { name: 'a', value: '1' },
        ],
      }),
    ).toEqual(['sources/1/name', '"a" is a name already.']);
    expect(issueOf({ fields: [], sources: [{ name: 'a', value: '1' }], tables: [{ name: name('a').name, rows: [] }] })).toEqual([
      'tables/0/name',
      '"a" is a name already.',
    ]);
  });
});

it('a field has another value where it would have none', async () => {
  const config = {
    fields: fields(
      ['a', 'body.none', "'x'"],
      ['b', 'body.empty', 'body.zero'],
      ['c', 'body.zero', "'x'"],
      ['d', 'body.none', 'undefined'],
      ['e', 'null', ''],
    ),
  };
  expect(await mapped(config, { empty: '', zero: 0 })).toEqual({ a: 'x', b: 0, c: 0, e: null });
});
