import { Body, type Document } from '@weft/document';
import { defineStep } from '@weft/step-kit';
import { implementCollector } from '@weft/step-kit/executor';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { runPlan, startPlan } from './harness.ts';
import { planBuilder } from './plan-builder.ts';
import { makeGate, stepType } from './step-types.ts';

/** Gathers values; notes what happens to it. `slow`: adds and finishes with promises. */
function gathering(
  how: { readonly slow?: boolean; readonly failAt?: number; readonly parts?: boolean; readonly until?: Promise<void> } = {},
) {
  const notes: string[] = [];
  const definition = defineStep({
    type: 'gather',
    version: 1,
    title: 'gather',
    summary: 'For tests.',
    category: 'shape',
    role: 'collect',
    effect: 'none',
    config: z.record(z.string(), z.unknown()),
    initial: {},
    ports: () => [{ id: 'out', title: 'Out' }],
    collect: () => ({}),
  });
  const type = implementCollector(definition, () => (since) => {
    const values: unknown[] = [];
    let adding = 0;
    notes.push(`open ${since.id}`);
    const add = async (document: Document): Promise<void> => {
      if (++adding > 1) throw new Error('two at once');
      await (how.until ?? Promise.resolve());
      values.push(document.body.value());
      adding--;
    };
    return {
      add(document) {
        if (values.length === how.failAt) throw new Error('full');
        if (how.slow === true || how.until !== undefined) return add(document);
        values.push(document.body.value());
      },
      finish() {
        const emissions = (how.parts === true ? values : [values]).map((value) => ({ port: 'out', body: Body.fromValue(value) }));
        return how.slow === true ? Promise.resolve(emissions) : emissions;
      },
      discard: () => void notes.push(`discard ${since.id}${adding > 0 ? ' while it adds' : ''}`),
    };
  });
  return { type, notes };
}

const splitAndGather = (count: number) =>
  planBuilder()
    .start()
    .step('split', 'split-lazily', { count })
    .step('even', 'keep-even')
    .collect('all', 'split')
    .step('end', 'collect')
    .chain('start', 'split', 'even', 'all', 'end')
    .build();

describe('a collect step', () => {
  it.each([false, true])('makes one document of all that come, in their order (with promises: %s)', async (slow) => {
    const { type, notes } = gathering({ slow });
    const { outcome, values, collected } = await runPlan(splitAndGather(100), { more: [type] });
    expect(outcome.status).toBe('succeeded');
    expect(values).toEqual([Array.from({ length: 50 }, (_, n) => n * 2)]);
    expect(collected[0]?.id).toBe('root/all.0');
    expect(notes).toEqual(['open root']);
  });

  it('makes a document of nothing where nothing comes', async () => {
    const { type } = gathering();
    expect((await runPlan(splitAndGather(0), { more: [type] })).values).toEqual([[]]);
  });

  it('gathers by each document that passed the step it begins at, however they overtake one another', async () => {
    const { type } = gathering({ slow: true });
    const plan = planBuilder()
      .start()
      .step('outer', 'split', { count: 3 })
      .step('inner', 'split-slowly', { count: 40 })
      .step('late', 'pass-later', { turns: 3 })
      .collect('each', 'inner')
      .collect('all', 'outer')
      .step('end', 'collect')
      .chain('start', 'outer', 'inner', 'late', 'each', 'all', 'end')
      .build();
    const forty = Array.from({ length: 40 }, (_, n) => n);
    expect((await runPlan(plan, { more: [type] })).values).toEqual([[forty, forty, forty]]);
  });

  it('gathers from several paths, and stands in the branching of a join around it', async () => {
    const { type } = gathering();
    const plan = planBuilder()
      .start()
      .branch('fork', ['a', 'b'])
      .step('split', 'split', { count: 3 })
      .branch('two', ['a', 'b'])
      .collect('all', 'split')
      .step('pass', 'pass')
      .join('meet')
      .step('end', 'collect')
      .link('start', 'fork')
      .link('fork.a', 'split')
      .link('split', 'two')
      .link('two.a', 'all')
      .link('two.b', 'all')
      .link('all', 'meet', 'list')
      .link('fork.b', 'pass')
      .link('pass', 'meet', 'other')
      .link('meet', 'end')
      .build();
    const { values } = await runPlan(plan, { more: [type], body: 'x' });
    expect(values).toEqual([{ list: [0, 0, 1, 1, 2, 2], other: 'x' }]);
  });

  it('may make several documents of them, which another one gathers', async () => {
    const { type } = gathering({ parts: true });
    const plan = planBuilder()
      .start()
      .step('split', 'split', { count: 3 })
      .collect('all', 'split')
      .collect('again', 'start')
      .step('end', 'collect')
      .chain('start', 'split', 'all', 'again', 'end')
      .build();
    expect((await runPlan(plan, { more: [type] })).values).toEqual([0, 1, 2]);
  });

  it('holds nothing of a million documents, nor lets them pile up in front of a slow collector', async () => {
    let made = 0;
    const gate = makeGate();
    const { type } = gathering({ until: gate.opened });
    const counted = stepType('counted', () =>
      (function* () {
        for (; made < 1_000_000; made++) yield { port: 'out', body: Body.fromValue(made) };
      })(),
    );
    const plan = planBuilder().start().step('split', 'counted').collect('all', 'split').chain('start', 'split', 'all').build();
    const abort = new AbortController();
    const { outcome } = startPlan(plan, { more: [type, counted], signal: abort.signal });
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(made).toBeLessThan(32);
    abort.abort();
    gate.open();
    expect((await outcome).status).toBe('cancelled');
  });

  it('fails the execution when it cannot take a document, and is discarded', async () => {
    const { type, notes } = gathering({ failAt: 3 });
    const { outcome, values } = await runPlan(splitAndGather(100), { more: [type] });
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'STEP_FAILED', stepId: 'all', documentId: 'root/split.6/even.0' } });
    expect(values).toEqual([]);
    expect(notes).toEqual(['open root', 'discard root']);
  });

  it('is discarded when another step fails', async () => {
    const { type, notes } = gathering();
    const plan = planBuilder()
      .start()
      .step('split', 'split', { count: 100 })
      .step('fails', 'late-fail')
      .collect('all', 'split')
      .chain('start', 'split', 'fails', 'all')
      .build();
    const lateFail = stepType('late-fail', (_config, document) => {
      if (document.body.value() === 90) throw new Error('ninety');
      return { port: 'out' };
    });
    expect((await runPlan(plan, { more: [type, lateFail] })).outcome).toMatchObject({ status: 'failed', error: { stepId: 'fails' } });
    expect(notes).toEqual(['open root', 'discard root']);
  });

  it('is discarded when the execution is cancelled, but never while it takes a document', async () => {
    const gate = makeGate();
    const { type, notes } = gathering({ until: gate.opened });
    const abort = new AbortController();
    const { outcome } = startPlan(splitAndGather(10), { more: [type], signal: abort.signal });
    abort.abort();
    expect(notes).toEqual(['open root']);
    gate.open();
    expect((await outcome).status).toBe('cancelled');
    expect(notes).toEqual(['open root', 'discard root']);
  });
});

it('documents that a stream gives in lists go on one by one, in order', async () => {
  const lists = stepType('lists', async function* () {
    yield [{ port: 'out', body: Body.fromValue(0) }];
    yield [];
    yield { port: 'out', body: Body.fromValue(1) };
    yield Array.from({ length: 600 }, (_, n) => ({ port: 'out', body: Body.fromValue(n + 2) }));
  } as never);
  const plan = planBuilder().start().step('lists', 'lists').step('end', 'collect').chain('start', 'lists', 'end').build();
  expect((await runPlan(plan, { more: [lists] })).values).toEqual(Array.from({ length: 602 }, (_, n) => n));
});
