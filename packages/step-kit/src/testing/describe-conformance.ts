import { describe, expect, test } from 'vitest';
import type { Catalog } from '../catalog.ts';
import type { AnyStepImplementation } from '../executor/step.ts';
import { rules } from './rules.ts';
import type { ConformanceSurroundings } from './surroundings.ts';

/**
 * Declares one test per rule for every step type of a catalogue: a new step type is held to all of them without being
 * named anywhere. What a waiver excepts is tested to be an exception indeed.
 *
 * @param surroundings A function where it can only be made when the tests run (after a fake has been started).
 */
export function describeConformance(
  catalog: Catalog,
  implementations: ReadonlyMap<string, AnyStepImplementation>,
  surroundings: ConformanceSurroundings | (() => ConformanceSurroundings) = {},
): void {
  const around = typeof surroundings === 'function' ? surroundings : () => surroundings;
  describe.each([...catalog.steps])('the step type %s', (type, entry) => {
    test.each(rules.map((rule) => [rule.name, rule] as const))(
      '%s',
      async (name, rule) => {
        const problems = await rule.check({ entry, implementation: implementations.get(type), surroundings: around() });
        if (around().waivers?.[type]?.[name] === undefined) expect(problems).toEqual([]);
        else expect(problems, 'this waiver is not needed any more').not.toEqual([]);
      },
      30_000,
    );
  });
  test('every executor belongs to a step type of the catalogue', () => {
    expect([...implementations.keys()].filter((type) => !catalog.steps.has(type))).toEqual([]);
  });
}
