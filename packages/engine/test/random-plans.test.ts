import { Body } from '@weft/document';
import type { Plan } from '@weft/process';
import { defineStep } from '@weft/step-kit';
import { type AnyStepImplementation, type Emission, implementStep } from '@weft/step-kit/executor';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { runPlan, startPlan } from './harness.ts';
import { draw, kinds, planOf } from './random-graph.ts';
import { canonical, expectedValues, isLight } from './reference-model.ts';

function stepType(type: string, emissions: (id: string, value: unknown) => Emission[]): AnyStepImplementation {
  const definition = defineStep({
    type,
    version: 1,
    title: type,
    summary: '',
    category: 'shape',
    role: 'step',
    effect: 'none',
    config: z.record(z.string(), z.unknown()),
    initial: {},
    ports: () => [],
  });
  return implementStep(definition, (config) => (document) => {
    const turns = Number(config['turns']);
    const made = emissions(String(config['id']), document.body.value());
    return turns === 0 ? made : later(turns, made);
  });
}

async function* later(turns: number, emissions: readonly Emission[]): AsyncGenerator<Emission> {
  for (let turn = 0; turn < turns; turn++) await Promise.resolve();
  yield* emissions;
}

const more = [
  stepType('mark', (id, value) => [{ port: 'out', body: Body.fromValue({ [id]: value }) }]),
  stepType('twice', (_id, value) => [0, 1].map((n) => ({ port: 'out', body: Body.fromValue({ n, value }) }))),
  stepType('sieve', (_id, value) => (isLight(value) ? [{ port: 'out' }] : [])),
  stepType('choose', (_id, value) => [{ port: isLight(value) ? 'even' : 'odd' }]),
];

/** Steps of the property tests mark what passes with their own id. */
function withIds(plan: Plan): Plan {
  const steps = Object.entries(plan.steps).map(([id, step]) => [id, { ...step, config: { ...step.config, id } }]);
  return { ...plan, steps: Object.fromEntries(steps) };
}

test('any graph of branches, splits, filters, choices and joins gives what the plain model gives', async () => {
  const predictable = kinds.filter((kind) => kind !== 'join-first');
  await fc.assert(
    fc.asyncProperty(fc.array(draw(predictable), { minLength: 1, maxLength: 9 }), fc.nat(3), async (draws, body) => {
      const { plan, order } = planOf(draws);
      const expected = expectedValues(plan, order, body);
      fc.pre(expected.length < 3_000);
      const { outcome, values } = await runPlan(withIds(plan), { body, more, services: { recordsBodies: false } });
      expect(outcome).toEqual({ status: 'succeeded', replied: false });
      expect(values.map(canonical).sort()).toEqual(expected.map(canonical).sort());
    }),
    { numRuns: 400 },
  );
}, 60_000);

test('no graph ever hangs, and none names two documents alike, whichever path is the first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(draw(kinds), { minLength: 1, maxLength: 8 }), async (draws) => {
      const { plan } = planOf(draws);
      const { outcome, events } = await runPlan(withIds(plan), { body: 1, more, services: { recordsBodies: false } });
      expect(outcome.status).toBe('succeeded');
      const ids = events
        .filter((event) => event.kind === 'step.emitted')
        .map((event) => `${event.document.stepId} ${event.document.port} ${event.document.id}`);
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 300 },
  );
}, 60_000);

test('any graph ends when it is cancelled at any moment', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(draw(kinds), { minLength: 1, maxLength: 8 }), fc.nat(20), async (draws, turns) => {
      const controller = new AbortController();
      const { plan } = planOf(draws.map((one) => ({ ...one, turns: 4 })));
      const { outcome, events } = startPlan(withIds(plan), { body: 1, more, signal: controller.signal });
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      controller.abort();
      const { status } = await outcome;
      expect(['succeeded', 'cancelled']).toContain(status);
      expect(events.at(-1)).toMatchObject({ kind: 'execution.finished', status });
    }),
    { numRuns: 300 },
  );
}, 60_000);
