import { compileProcess, type Plan, type ProcessFile } from '@weft/process';
import { type AnyStepDefinition, defineStep, type JoinMode, makeCatalog, type Role } from '@weft/step-kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { draw, kinds, planOf } from './random-graph.ts';

/** A step type that is told by its config what it is. */
function pretender(role: Role): AnyStepDefinition {
  const config = z.object({
    ports: z.array(z.string()),
    mode: z.enum(['all', 'first', 'each', 'all-that-ran']).default('all'),
    order: z.enum(['parallel', 'in-order']).default('parallel'),
  });
  return defineStep({
    type: role,
    version: 1,
    title: role,
    summary: '',
    category: 'flow',
    role,
    effect: 'none',
    config,
    initial: {},
    ports: ({ ports }) => ports.map((id: string) => ({ id, title: id })),
    ...(role === 'join' ? { join: ({ mode }: { mode: JoinMode }) => ({ mode }) } : {}),
    ...(role === 'branch' ? { branch: ({ order }: { order: 'parallel' | 'in-order' }) => ({ order }) } : {}),
  });
}

const roles = ['start', 'step', 'branch', 'join'] as const;
const catalog = makeCatalog(roles.map((role) => ({ definition: pretender(role), icon: '', docs: '', examples: [] })));

/** The file that a person would have drawn for a plan. */
function fileOf(plan: Plan): ProcessFile {
  const steps = Object.entries(plan.steps);
  return {
    formatVersion: 1,
    name: 'random',
    steps: Object.fromEntries(
      steps.map(([id, { role, outputs, join, branch }]) => [
        id,
        {
          type: role,
          version: 1,
          position: { x: 0, y: 0 },
          config: { ports: Object.keys(outputs), ...(join === undefined ? {} : { mode: join.mode }), ...branch },
        },
      ]),
    ),
    links: steps.flatMap(([id, { outputs }]) =>
      Object.entries(outputs).flatMap(([port, links]) => links.map((link) => ({ from: { step: id, port }, to: link.to, name: link.path }))),
    ),
  };
}

const shapeOf = (plan: Plan) =>
  Object.fromEntries(
    Object.entries(plan.steps).map(([id, { forks, join, branch }]) => [
      id,
      { forks: [...forks].sort(), fork: join?.fork, mode: join?.mode, paths: [...(join?.paths ?? [])].sort(), branch },
    ]),
  );

test('what the compiler says of forks, paths and orders is what the tests of the engine build on', () => {
  fc.assert(
    fc.property(fc.array(draw(kinds), { minLength: 1, maxLength: 10 }), (draws) => {
      const { plan } = planOf(draws);
      // A join of a single path is refused by validation.
      fc.pre(Object.values(plan.steps).every(({ join }) => join === undefined || join.paths.length > 1));
      expect(shapeOf(compileProcess(fileOf(plan), catalog))).toEqual(shapeOf(plan));
    }),
    { numRuns: 200 },
  );
});
