import { Body, createDocument, type Properties } from '@weft/document';
import type { Plan, TraceEvent } from '@weft/process';
import type { AnyStepImplementation, StepTools } from '@weft/step-kit/executor';
import { type EngineServices, type ExecutionOutcome, execute, preparePlan, type Reply } from '../src/index.ts';
import { type Gate, makeStepTypes } from './step-types.ts';

const noTools = {} as StepTools;

export interface RunOptions {
  readonly body?: unknown;
  readonly properties?: Properties;
  readonly gates?: Readonly<Record<string, Gate>>;
  readonly signal?: AbortSignal;
  readonly services?: Partial<EngineServices>;
  readonly more?: readonly AnyStepImplementation[];
  readonly tools?: Partial<StepTools>;
}

/** Runs a plan with the step types of the tests and remembers everything that came out. */
export function startPlan(plan: Plan, options: RunOptions = {}) {
  const { implementations, collected, released } = makeStepTypes(options.gates);
  for (const type of options.more ?? []) implementations.set(type.definition.type, type);
  const events: TraceEvent[] = [];
  const replies: Reply[] = [];
  const services: EngineServices = {
    reply: async (reply) => void replies.push(reply),
    trace: (event) => events.push(event),
    recordsBodies: true,
    now: () => 0,
    ...options.services,
  };
  const execution = { id: 'e1', processId: 'p1', versionId: 'v1', environment: 'test', attempt: 1, properties: {} };
  const document = createDocument('root', Body.fromValue(options.body ?? null), options.properties);
  const prepared = preparePlan(plan, implementations, () => ({ ...noTools, ...options.tools }));
  const outcome: Promise<ExecutionOutcome> = execute(
    prepared,
    { execution, document },
    services,
    options.signal ?? new AbortController().signal,
  );
  return { outcome, collected, released, events, replies, values: () => collected.map((one) => one.body.value()) };
}

/** As {@link startPlan}, but waits for the end. */
export async function runPlan(plan: Plan, options: RunOptions = {}) {
  const { outcome, values, ...rest } = startPlan(plan, options);
  return { outcome: await outcome, values: values(), ...rest };
}
