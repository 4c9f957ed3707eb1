import type { Version } from '@weft/database';
import { type Plan, type PlanStep, upgradeConfig } from '@weft/process';
import type { AnyStepDefinition } from '@weft/step-kit';

/**
 * The plan of a version as today's step types read it: a version is kept as it was compiled, while step types gain fields. What
 * it means stays; a field that it does not know gets its default. A config that cannot be read any more stays as it was, and its
 * step says what is wrong.
 */
export function currentPlan(
  { plan, file }: Pick<Version, 'plan' | 'file'>,
  definitionOf: (type: string) => AnyStepDefinition | undefined,
): Plan {
  const steps = Object.entries(plan.steps).map(([id, step]) => [id, currentStep(step, file.steps[id], definitionOf(step.type))] as const);
  return { ...plan, steps: Object.fromEntries(steps) };
}

function currentStep(step: PlanStep, written: Version['file']['steps'][string] | undefined, definition: AnyStepDefinition | undefined) {
  if (definition === undefined) return step;
  const isOlder = written !== undefined && written.version < definition.version;
  const read = definition.config.safeParse(isOlder ? upgradeConfig(written, definition) : step.config);
  return read.success ? { ...step, config: read.data } : step;
}
