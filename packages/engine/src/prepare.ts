import { toWeftError, WeftError } from '@weft/errors';
import type { Plan, PlanStep } from '@weft/process';
import type { AnyStepImplementation, StepRun, StepTools } from '@weft/step-kit/executor';
import { makePlanGraph } from './plan-graph.ts';
import type { PreparedPlan } from './ports.ts';

/**
 * Binds a plan to its executors: everything that can be compiled or looked up once per version is done here.
 *
 * `tools` is asked once for every step that has an executor.
 * @throws WeftError whose place names the step: `PROCESS_INVALID` where no executor of its type exists here, else what the
 * step's own preparation found (`EXPRESSION_INVALID`, `CONFIG_INVALID` …).
 */
export function preparePlan(
  plan: Plan,
  implementations: ReadonlyMap<string, AnyStepImplementation>,
  tools: (stepId: string) => StepTools,
): PreparedPlan {
  const runs = new Map<string, StepRun>();
  for (const step of Object.values(plan.steps)) {
    if (step.role === 'step') runs.set(step.id, prepareStep(step, implementations, tools));
  }
  const capabilities = (stepId: string) => implementations.get(plan.steps[stepId]?.type ?? '')?.definition.capabilities ?? [];
  return { plan, runs, graph: makePlanGraph(plan, runs, capabilities) };
}

function prepareStep(
  step: PlanStep,
  implementations: ReadonlyMap<string, AnyStepImplementation>,
  tools: (stepId: string) => StepTools,
): StepRun {
  const place = { stepId: step.id, stepTitle: step.title };
  const implementation = implementations.get(step.type);
  if (implementation === undefined) {
    throw new WeftError('PROCESS_INVALID', `The step "${step.title}" has the type "${step.type}", which this Weft cannot execute.`, {
      place,
    });
  }
  try {
    return implementation.prepare(step.config, tools(step.id));
  } catch (thrown) {
    throw toWeftError(thrown).at(place);
  }
}
