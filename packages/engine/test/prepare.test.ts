import { WeftError } from '@weft/errors';
import type { Plan } from '@weft/process';
import { defineStep } from '@weft/step-kit';
import { implementStep, type StepTools } from '@weft/step-kit/executor';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { preparePlan } from '../src/index.ts';
import { planBuilder } from './plan-builder.ts';
import { makeStepTypes } from './step-types.ts';

const noTools = (): StepTools => ({}) as StepTools;
const { implementations } = makeStepTypes();

test('a step whose type has no executor here is named', () => {
  const plan = planBuilder().start().step('odd', 'unheard-of').chain('start', 'odd').build();
  expect(() => preparePlan(plan, implementations, noTools)).toThrowError(
    expect.objectContaining({ code: 'PROCESS_INVALID', place: { stepId: 'odd', stepTitle: 'odd' } }),
  );
});

test('what a step finds wrong while it is prepared names the step and keeps the field', () => {
  const definition = defineStep({
    type: 'picky',
    version: 1,
    title: '',
    summary: '',
    category: 'shape',
    role: 'step',
    effect: 'none',
    config: z.object({}),
    initial: {},
    ports: () => [],
  });
  const picky = implementStep(definition, () => {
    throw new WeftError('EXPRESSION_INVALID', 'No.', { place: { pointer: '/field' } });
  });
  const plan = planBuilder().start().step('culprit', 'picky').chain('start', 'culprit').build();
  expect(() => preparePlan(plan, new Map([['picky', picky]]), noTools)).toThrowError(
    expect.objectContaining({ code: 'EXPRESSION_INVALID', place: { stepId: 'culprit', stepTitle: 'culprit', pointer: '/field' } }),
  );
});

test('every step with an executor is prepared once, with tools of its own', () => {
  const asked: string[] = [];
  const plan = planBuilder().start().step('a', 'pass').step('b', 'pass').join('j').chain('start', 'a', 'b', 'j').build();
  const prepared = preparePlan(plan, implementations, (stepId) => {
    asked.push(stepId);
    return noTools();
  });
  expect(asked).toEqual(['a', 'b']);
  expect([...prepared.runs.keys()]).toEqual(['a', 'b']);
});

test('a plan that runs in a circle or leads nowhere is refused', () => {
  const { steps } = planBuilder().start().step('a', 'pass').step('b', 'pass').chain('start', 'a', 'b').build();
  const relinked = (to: string): Plan => ({
    hash: '',
    start: 'start',
    steps: { ...steps, b: { ...(steps['b'] ?? never()), outputs: { out: [{ to }] } } },
  });
  for (const to of ['a', 'nowhere', '__proto__']) {
    expect(() => preparePlan(relinked(to), implementations, noTools)).toThrowError(expect.objectContaining({ code: 'PROCESS_INVALID' }));
  }
});

function never(): never {
  throw new Error('The step is missing.');
}
