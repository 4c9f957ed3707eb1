import { Body } from '@weft/document';
import { expect, test } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { definition } from './definition.ts';
import { implementation } from './executor.ts';

const rulesOf = (...conditions: string[]) =>
  conditions.map((condition, index) => ({ id: `r${index + 1}`, title: `Rule ${index + 1}`, condition }));

const portsFor = async (config: object, body: unknown = {}) =>
  (await runStep(implementation, config, { body: Body.fromValue(body) })).emissions.map(({ port }) => port);

test('of several rules that hold, the first takes the document', async () => {
  expect(await portsFor({ rules: rulesOf('false', 'true', 'true') })).toEqual(['r2']);
});

test('rules below the one that holds are not asked', async () => {
  expect(await portsFor({ rules: rulesOf('body.a === null', 'body.a.b.c === 1') }, { a: null })).toEqual(['r1']);
});

test('every rule that holds takes the document, in the order of the rules', async () => {
  expect(await portsFor({ match: 'every', rules: rulesOf('true', 'null', 'true') })).toEqual(['r1', 'r3']);
});

test.each(['first', 'every'])('with match %s a document that no rule takes goes otherwise', async (match) => {
  expect(await portsFor({ match, rules: rulesOf('false', 'body.missing') })).toEqual(['otherwise']);
});

test.each(['first', 'every'])('with match %s a wrong result names its rule', async (match) => {
  await expect(portsFor({ match, rules: rulesOf('false', "'yes'") })).rejects.toMatchObject({
    code: 'EXPRESSION_FAILED',
    place: { pointer: '/rules/1/condition' },
  });
});

test.each(['first', 'every'])('with match %s conditions that must wait for the body keep their order', async (match) => {
  const source = {
    async *open() {
      yield new TextEncoder().encode('{"a":2}');
    },
  };
  const given = { body: Body.fromSource(source, 'application/json') };
  const config = { match, rules: rulesOf('body.a === 1', 'body.a === 2', 'false') };
  expect((await runStep(implementation, config, given)).emissions).toEqual([{ port: 'r2' }]);
});

test.each([
  ['an id twice', [...rulesOf('true'), ...rulesOf('true')]],
  ['the id of the last port', [{ id: 'otherwise', title: 'Mine', condition: 'true' }]],
  ['no rules', []],
  ['a rule without a condition', rulesOf('')],
])('%s is refused', (_name, rules) => {
  expect(definition.config.safeParse({ rules }).success).toBe(false);
});
