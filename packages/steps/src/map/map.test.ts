import { Body } from '@weft/document';
import { expect, test } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { definition } from './definition.ts';
import { implementation } from './executor.ts';
import { parseTargets } from './target-path.ts';

const fields = (...pairs: [string, string][]) => pairs.map(([target, expression]) => ({ target, expression }));

async function mapped(config: object, body: Body): Promise<Body> {
  const { emissions } = await runStep(implementation, config, { body });
  return emissions[0]?.body ?? Body.empty;
}

test.each([
  ['order.lines[0].id', ['order', 'lines', 0, 'id']],
  ['/order/lines/0/id', ['order', 'lines', 0, 'id']],
  ['/a~1b/~0c', ['a/b', '~c']],
  ['["a.b"].c', ['a.b', 'c']],
  ["a['x y'][2]", ['a', 'x y', 2]],
  ['@id', ['@id']],
  ['ns:order.#text', ['ns:order', '#text']],
  ['[1][2]', [1, 2]],
])('the target %s is read', (target, path) => {
  expect(parseTargets([target])).toEqual([path]);
});

test.each([
  [['a..b'], 'cannot be understood'],
  [['a.'], 'cannot be understood'],
  [['.a'], 'cannot be understood'],
  [['a[x]'], 'cannot be understood'],
  [['a b'], 'cannot be understood'],
  [[' '], 'no target'],
  [['/a//b'], 'empty name'],
  [['a[10000]'], '10000'],
  [['__proto__.polluted'], '__proto__'],
  [['a["constructor"].prototype'], 'constructor'],
  [['/a/__proto__/b'], '__proto__'],
  [['a', 'a'], 'two fields'],
  [['a', 'a.b'], 'already fills'],
  [['a.b', 'a'], 'would replace'],
  [['a.b', 'a[0]'], 'for a list'],
])('the targets %j are refused', (targets, reason) => {
  const result = definition.config.safeParse({ fields: targets.map((target) => ({ target, expression: '1' })) });
  expect(result.error?.issues[0]?.message).toContain(reason);
});

test('a target named like a member of every object is written as its own', async () => {
  const body = await mapped({ fields: fields(['toString', "'x'"], ['hasOwnProperty.valueOf', '1']) }, Body.empty);
  expect(await body.text()).toBe('{"toString":"x","hasOwnProperty":{"valueOf":1}}');
});

test('extending never changes the document that came in', async () => {
  const before = { a: { b: [{ c: 1 }] }, d: 2 };
  const body = Body.fromValue(before);
  const after = await mapped({ mode: 'extend', fields: fields(['a.b[0].c', '9'], ['a.b[1].c', 'body.d']) }, body);
  expect(await after.value()).toEqual({ a: { b: [{ c: 9 }, { c: 2 }] }, d: 2 });
  expect(before).toEqual({ a: { b: [{ c: 1 }] }, d: 2 });
});

test('a list is filled with null up to the position that is set', async () => {
  const body = await mapped({ fields: fields(['list[2]', "'c'"]) }, Body.empty);
  expect(await body.text()).toBe('{"list":[null,null,"c"]}');
});

test('undefined leaves a field out and null is written', async () => {
  const body = await mapped({ fields: fields(['a', 'undefined'], ['b', 'null'], ['c.d', 'body.nothing']) }, Body.fromValue({}));
  expect(await body.text()).toBe('{"b":null}');
});

test('a number that no double can hold keeps its digits from JSON to XML', async () => {
  const body = Body.fromText('{"id":12345678901234567890.10}', 'application/json');
  const result = await mapped({ fields: fields(['id', 'body.id']), output: { format: 'xml', rootName: 'r' } }, body);
  expect(await result.text()).toBe('<?xml version="1.0" encoding="UTF-8"?><r><id>12345678901234567890.10</id></r>');
});

test('XML extended to XML gets its fields below the root', async () => {
  const body = Body.fromText('<old a="1"><x>y</x></old>', 'application/xml');
  const result = await mapped(
    { mode: 'extend', fields: fields(['@b', '2'], ['z', "'w'"]), output: { format: 'xml', rootName: 'new' } },
    body,
  );
  expect(await result.text()).toBe('<?xml version="1.0" encoding="UTF-8"?><new a="1" b="2"><x>y</x><z>w</z></new>');
});

test('what XML cannot hold fails the map itself', async () => {
  const config = { fields: fields(['a', "'\\u0000'"]), output: { format: 'xml', rootName: 'r' } };
  await expect(mapped(config, Body.empty)).rejects.toMatchObject({ code: 'BODY_NOT_SERIALIZABLE' });
});

test('something else in the way of a target is named', async () => {
  const config = { mode: 'extend', fields: fields(['a.b.c', '1']) };
  await expect(mapped(config, Body.fromValue({ a: { b: 'text' } }))).rejects.toMatchObject({
    code: 'STEP_FAILED',
    message: 'The field cannot be set: "a.b" is a string in the document.',
    place: { pointer: '/fields/0/target' },
  });
});

test('an own member called __proto__ is kept when a document is extended', async () => {
  const body = Body.fromText('{"__proto__":{"polluted":true},"a":1}', 'application/json');
  const result = await mapped({ mode: 'extend', fields: fields(['b', '2']) }, body);
  expect(await result.text()).toBe('{"__proto__":{"polluted":true},"a":1,"b":2}');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('a body that is elsewhere is fetched once for all fields', async () => {
  let opened = 0;
  const source = {
    async *open() {
      opened += 1;
      yield new TextEncoder().encode('{"a":1,"b":2}');
    },
  };
  const body = Body.fromSource(source, 'application/json');
  const result = await mapped({ fields: fields(['x', 'body.a'], ['y', 'body.b']) }, body);
  expect(await result.value()).toEqual({ x: 1, y: 2 });
  expect(opened).toBe(1);
});
