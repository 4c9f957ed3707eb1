import { Body } from '@weft/document';
import { compileTools } from '@weft/step-kit/executor';
import { expect, test } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { definition } from './definition.ts';
import { implementation } from './executor.ts';

async function checked(rules: object[], value: unknown, tools = {}) {
  const { emissions } = await runStep(implementation, { rules }, { body: Body.fromValue(value), properties: { kept: 'x' } }, tools);
  const [emission] = emissions;
  return { port: emission?.port, broken: JSON.parse(String(emission?.properties?.broken_rules ?? '[]')), properties: emission?.properties };
}

test('what is not there breaks a rule, and other properties stay', async () => {
  const { port, broken, properties } = await checked(
    [
      { name: 'a', condition: 'body.none' },
      { name: 'b', condition: 'body.null' },
    ],
    { null: null },
  );
  expect([port, broken.map(({ message }: { message: string }) => message)]).toEqual(['rejected', ['a', 'b']]);
  expect(properties).toMatchObject({ kept: 'x', broken_rule_count: 2 });
});

test('a rule that warns is listed and does not reject', async () => {
  const rules = [{ name: 'w', condition: 'false', breaking: 'warns' }];
  expect(await checked(rules, {})).toMatchObject({ port: 'accepted', broken: [{ rule: 'w' }] });
  expect(await checked([...rules, { name: 'r', condition: 'false' }], {})).toMatchObject({
    port: 'rejected',
    broken: [{ rule: 'w' }, { rule: 'r' }],
  });
});

test('a rule with a condition of its own need not be kept by others, and is not worked out for them', async () => {
  const rules = [{ name: 'deep', condition: 'body.a.b > 1', only: 'body.a != null' }];
  expect(await checked(rules, {})).toMatchObject({ port: 'accepted', broken: [] });
  expect(await checked(rules, { a: { b: 1 } })).toMatchObject({ port: 'rejected' });
});

test.each([
  ["'false'", 'EXPRESSION_FAILED', '/rules/0/condition'],
  ['[]', 'EXPRESSION_FAILED', '/rules/0/condition'],
  ['body.a.b', 'EXPRESSION_FAILED', '/rules/0/condition'],
  ['body.', 'EXPRESSION_INVALID', '/rules/0/condition'],
])('a condition that is none fails the step at its rule: %s', async (condition, code, pointer) => {
  await expect(checked([{ name: 'x', condition }], {})).rejects.toMatchObject({ code, place: { pointer } });
});

test('a message is worked out only where its rule is broken', async () => {
  const rules = [{ name: 'x', condition: 'body.ok', message: '{{ body.a.b }}' }];
  expect(await checked(rules, { ok: true })).toMatchObject({ port: 'accepted' });
  await expect(checked(rules, { ok: false })).rejects.toMatchObject({ place: { pointer: '/rules/0/message' } });
});

test('rules that need the sandbox are waited for', async () => {
  const tools = compileTools({ sandbox: async (source) => source.includes('yes') });
  const rule = (text: string) => ({ name: text, condition: `(function () { return '${text}'; })()` });
  expect(await checked([rule('yes'), rule('no')], {}, tools)).toMatchObject({ port: 'rejected', broken: [{ rule: 'no' }] });
});

test('rules have names of their own', () => {
  const one = { name: 'a', condition: 'true' };
  expect(definition.config.safeParse({ rules: [one, one] }).error?.issues[0]).toMatchObject({
    path: ['rules', 1, 'name'],
    message: 'There are two rules called "a".',
  });
  expect(definition.config.safeParse({ rules: [] }).success).toBe(false);
});
