import { Body, createDocument } from '@weft/document';
import { compileTools, type StepContext, type StepTools } from '@weft/step-kit/executor';
import { expect, test } from 'vitest';
import { runStep } from '../../test/run-step.ts';
import { implementation } from './executor.ts';

const filter = (condition: string, body: unknown) => runStep(implementation, { condition }, { body: Body.fromValue(body) });

test.each([
  ['true', 1],
  ['false', 0],
  ['body.missing', 0],
  ['null', 0],
])('the condition %s lets %i document through', async (condition, count) => {
  const { emissions } = await filter(condition, {});
  expect(emissions).toEqual(Array.from({ length: count }, () => ({ port: 'out' })));
});

test('a document that goes on leaves no line in the log, one that is dropped does', async () => {
  expect((await filter('body.a === 1', { a: 1 })).log).toEqual([]);
  expect((await filter('body.a === 1', { a: 2 })).log).toEqual(['debug: Dropped so far: 1']);
});

test('a body that is elsewhere is fetched where the condition asks for it', async () => {
  const source = {
    async *open() {
      yield new TextEncoder().encode('{"a":1}');
    },
  };
  const given = { body: Body.fromSource(source, 'application/json') };
  expect((await runStep(implementation, { condition: 'body.a === 2' }, given)).emissions).toEqual([]);
});

test('dropped documents are counted for each execution by itself, with ever fewer lines', () => {
  const run = implementation.prepare({ condition: 'false' }, compileTools() as StepTools);
  const [first, second] = [contextInto([]), contextInto([])];
  for (let count = 0; count < 25; count++) run(createDocument('root', Body.empty), first.context);
  run(createDocument('root', Body.empty), second.context);
  expect(first.counts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20]);
  expect(second.counts).toEqual([1]);
});

function contextInto(counts: unknown[]): { readonly context: StepContext; readonly counts: unknown[] } {
  const context: StepContext = {
    execution: { id: 'e', processId: 'p', versionId: 'v', environment: 'test', attempt: 1, properties: {} },
    stepId: 'step',
    signal: new AbortController().signal,
    log: (_level, _message, fields) => counts.push(fields?.['dropped']),
    now: () => 0,
  };
  return { context, counts };
}
