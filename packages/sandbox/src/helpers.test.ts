import { compileExpression, helpers, type Scope } from '@weft/expression';
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createSandbox } from './sandbox.ts';

vi.setConfig({ testTimeout: 60_000 });

const limits = { timeoutMs: 5_000, memoryMb: 64 };
const sandbox = createSandbox({ processes: 1 });
afterAll(() => sandbox.close());

const scopeOf = (body: unknown): Scope => ({ body, properties: {}, execution: {} });
/** The value, or that it failed and why. */
const outcome = async (work: () => unknown): Promise<unknown> => {
  try {
    return { value: await work() };
  } catch (error) {
    const message = (error as Error).message.replace(/^.*?WeftError: /, '').replace(/ \(line \d+, column \d+\)/, '');
    // The one sentence that each has of its own.
    return { failed: /a function.*data/.test(message) ? 'a function is no data' : message };
  }
};

const compiled = (source: string, body: unknown) => {
  const expression = compileExpression(source);
  expect(expression.isSafe).toBe(true);
  return outcome(() => expression.evaluate(scopeOf(body)));
};
/** The same, made to leave the safe subset. */
const sandboxed = (source: string, body: unknown) => {
  const expression = compileExpression(`(function () { return (${source}); })()`, {
    sandbox: (text, names) => sandbox.evaluate(text, names, limits),
  });
  expect(expression.isSafe).toBe(false);
  return outcome(() => expression.evaluate(scopeOf(body)));
};
/** What crosses to the sandbox and back crosses as JSON. */
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

describe('a helper in the sandbox', () => {
  it.each(helpers.map(({ name, example }) => [name, example] as const))('gives what its example says: %s', async (_name, example) => {
    expect(await sandboxed(example.expression, {})).toEqual({ value: example.gives });
  });

  it('gives and refuses the same as compiled, whatever it is given', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.integer({ min: -1000, max: 1000 }),
      fc.constantFrom('2026-03-29T01:30:00Z', '12.50', 'dd.MM.yyyy', 'days', 'Europe/Berlin', null, true, -0.5),
      fc.array(fc.record({ k: fc.constantFrom('a', 'b', 1), n: fc.integer({ min: 0, max: 9 }) }), { maxLength: 3 }),
    );
    const calls = helpers.map(({ name }) => name).filter((name) => !['now', 'uuid'].includes(name));
    const source = fc.constantFrom(
      ...calls.flatMap((name) => [
        `${name}(a)`,
        `${name}(a, b)`,
        `${name}(a, b, c)`,
        `${name}(a, x => x.n)`,
        `${name}(a, c, x => x.k, y => y.k)`,
      ]),
    );
    await fc.assert(
      fc.asyncProperty(source, value, value, value, async (call, a, b, c) => {
        const names = { a, b, c };
        expect(await sandboxed(call, names)).toEqual(asJson(await compiled(call, names)));
      }),
      { numRuns: 300 },
    );
  });

  it('goes before a member of the body with its name, as compiled', async () => {
    const body = { sum: 1, Math: 2, list: [1, 2] };
    expect(await sandboxed('sum(list)', body)).toEqual({ value: 3 });
    expect(await sandboxed('body.sum + Math.max(1, 2)', body)).toEqual({ value: 3 });
  });

  it('is there for scripts too, and a script may have its own of that name', async () => {
    const signal = new AbortController().signal;
    expect(await sandbox.compile('return formatNumber(sum(input), 2);', limits)([0.1, 0.2], signal)).toBe('0.30');
    expect(await sandbox.compile('const sum = () => 7; return sum(input);', limits)([1], signal)).toBe(7);
  });

  it('makes random UUIDs', async () => {
    const { value } = (await sandboxed('[uuid(), uuid()]', {})) as { value: string[] };
    expect(new Set(value).size).toBe(2);
    for (const one of value) expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
