import { toWeftError, WeftError } from '@weft/errors';
import type { Plan, PlanStep, RetryRule } from '@weft/process';
import type { AnyStepImplementation, CollectorRun, StepRun, StepTools, WaitRun } from '@weft/step-kit/executor';
import { makePlanGraph, type Retry } from './plan-graph.ts';
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
  const collectors = new Map<string, CollectorRun>();
  const waits = new Map<string, WaitRun>();
  const retries = new Map<string, Retry>();
  for (const step of Object.values(plan.steps)) {
    if (executedRoles.has(step.role) || step.scope?.kind === 'each')
      prepareStep(step, implementations, tools, { runs, collectors, waits, retries });
  }
  const capabilities = (stepId: string) => implementations.get(plan.steps[stepId]?.type ?? '')?.definition.capabilities ?? [];
  return { plan, runs, collectors, waits, graph: makePlanGraph(plan, { runs, collectors, waits, retries }, capabilities) };
}

interface Prepared {
  readonly runs: Map<string, StepRun>;
  readonly collectors: Map<string, CollectorRun>;
  readonly waits: Map<string, WaitRun>;
  readonly retries: Map<string, Retry>;
}

/** Roles of which the engine does not know all: the step type brings the rest. */
const executedRoles: ReadonlySet<string> = new Set(['step', 'collect', 'wait']);

function prepareStep(
  step: PlanStep,
  implementations: ReadonlyMap<string, AnyStepImplementation>,
  tools: (stepId: string) => StepTools,
  prepared: Prepared,
): void {
  const place = { stepId: step.id, stepTitle: step.title };
  const implementation = implementations.get(step.type);
  if (implementation === undefined) {
    throw new WeftError('PROCESS_INVALID', `The step "${step.title}" has the type "${step.type}", which this Weft cannot execute.`, {
      place,
    });
  }
  try {
    const own = tools(step.id);
    if ('prepareCollector' in implementation) prepared.collectors.set(step.id, implementation.prepareCollector(step.config, own));
    else if ('prepareWait' in implementation) prepared.waits.set(step.id, implementation.prepareWait(step.config, own));
    else prepared.runs.set(step.id, implementation.prepare(step.config, own));
    if (step.retry !== undefined) prepared.retries.set(step.id, retryOf(step.retry, own));
  } catch (thrown) {
    throw toWeftError(thrown).at(place);
  }
}

function retryOf(rule: RetryRule, tools: StepTools): Retry {
  return { rule, when: rule.when === undefined ? undefined : tools.expression(rule.when, '/retry/when') };
}
