import { Body, createDocument, type Document } from '@weft/document';
import { compileTools, type StepTools, type WaitContext, type WaitEnd, type WaitImplementation } from '@weft/step-kit/executor';
import { describe, expect, test } from 'vitest';
import { implementation as delay } from './delay/executor.ts';
import { implementation as callback } from './wait-for-callback/executor.ts';

const now = Date.parse('2026-11-24T12:00:00Z');
const hourMs = 3_600_000;
const callbackUrl = 'https://weft.example/callbacks/1/a2V5?token=t';

function prepared(implementation: WaitImplementation, config: unknown, body: unknown = {}) {
  const wait = implementation.prepareWait(implementation.definition.config.parse(config), compileTools() as StepTools);
  const document = createDocument('root', Body.fromValue(body), { customer: 'C-7', query_decision: 'none' });
  const log: string[] = [];
  const context: WaitContext = {
    execution: { id: 'e', processId: 'p', versionId: 'v', environment: 'test', attempt: 1, properties: {} },
    stepId: 'wait',
    signal: new AbortController().signal,
    log: (_level, message) => log.push(message),
    now: () => now,
    callbackUrl,
  };
  return { begin: async () => wait.begin(document, context), end: async (end: WaitEnd) => wait.end(document, end, context), document, log };
}

const after = (amount: string, unit = 'hours') => ({ wait: { ends: 'after', amount, unit } });
const at = (time: string) => ({ wait: { ends: 'at', time } });

describe('a delay', () => {
  test('ends after the amount, or at the time, that the document names', async () => {
    expect(await prepared(delay, after('{{ body.n }}'), { n: 1.5 }).begin()).toEqual({ until: now + 1.5 * hourMs, callback: false });
    const until = prepared(delay, at('{{ body.at }}'), { at: '2026-11-24T15:00:00+02:00' });
    expect(await until.begin()).toEqual({ until: now + hourMs, callback: false });
    expect(until.log).toEqual(['Waits until 2026-11-24T13:00:00.000Z.']);
    expect(await until.end({ kind: 'time' })).toEqual({ port: 'out' });
  });

  test('is over at once where the time has passed or the amount is 0', async () => {
    expect(await prepared(delay, after('0')).begin()).toMatchObject({ until: now });
    expect(await prepared(delay, at('2020-01-01T00:00:00Z')).begin()).toMatchObject({ until: Date.parse('2020-01-01T00:00:00Z') });
  });

  test.each([
    [after('{{ body.x }}'), 'soon', /"soon".*number/],
    [after('{{ body.x }}'), '', /empty.*number/],
    [after('{{ body.x }}'), -1, /"-1".*number/],
    [after('{{ body.x }}', 'days'), 367, /2027-11-26.*366 days/],
    [after('{{ body.x }}', 'days'), 1e300, /366 days/],
    [at('{{ body.x }}'), '2026-12-24', /"2026-12-24".*zone/],
    [at('{{ body.x }}'), '2026-12-24T18:00:00', /zone/],
    [at('{{ body.x }}'), '2026-13-24T18:00:00Z', /"2026-13-24T18:00:00Z"/],
    [at('{{ body.x }}'), '2126-12-24T18:00:00Z', /2126.*366 days/],
  ])('%j with %j fails with a sentence that shows the value', async (config, x, sentence) => {
    await expect(prepared(delay, config, { x }).begin()).rejects.toMatchObject({
      code: 'STEP_FAILED',
      message: expect.stringMatching(sentence),
    });
  });

  test.each([after('soon'), after(''), after('-1'), at('tomorrow'), at('2026-12-24T18:00:00')])(
    '%j is refused before publishing',
    (config) => {
      expect(delay.definition.config.safeParse(config).success).toBe(false);
    },
  );
});

describe('a wait for a callback', () => {
  const limit = { ends: 'after', amount: '2', unit: 'hours' };
  const answer: Document = createDocument('callback', Body.fromValue({ approved: true }), { query_decision: 'yes' });

  test('tells where to call before it waits, as long as its limit says', async () => {
    const wait = await prepared(callback, { limit }).begin();
    expect(wait).toMatchObject({ callback: true, until: now + 2 * hourMs });
    expect(wait.before).toEqual({ port: 'requested', properties: { customer: 'C-7', query_decision: 'none', callback_url: callbackUrl } });
    expect(await prepared(callback, { limit: { ends: 'never' } }).begin()).not.toHaveProperty('until');
  });

  test('goes on with what the caller sent, told apart from what the document had', async () => {
    const end = { kind: 'callback', document: answer } as const;
    const properties = { customer: 'C-7', query_decision: 'none', callback_query_decision: 'yes' };
    expect(await prepared(callback, { limit }).end(end)).toEqual({ port: 'resumed', properties, body: answer.body });
    expect(await prepared(callback, { limit, body: 'document' }).end(end)).toEqual({ port: 'resumed', properties });
    expect(await prepared(callback, { limit }).end({ kind: 'time' })).toEqual({ port: 'timed-out' });
  });

  test('has a port for its limit only where it has one', () => {
    const ports = (config: unknown) => callback.definition.ports(callback.definition.config.parse(config)).map(({ id }) => id);
    expect(ports({ limit })).toEqual(['requested', 'resumed', 'timed-out']);
    expect(ports({ limit: { ends: 'never' } })).toEqual(['requested', 'resumed']);
  });
});
