import { Execution } from './execution.ts';
import type { EngineServices, ExecutionOutcome, ExecutionStart, PreparedPlan } from './ports.ts';

/**
 * Runs a prepared plan for one document, from its start step until no document is on its way any more.
 *
 * Never rejects: a failure, a cancellation and a mistake in the engine are outcomes. After `signal` aborts, or a step has
 * failed, steps have five seconds to stop; then the outcome is given without them.
 */
export function execute(
  prepared: PreparedPlan,
  start: ExecutionStart,
  services: EngineServices,
  signal: AbortSignal,
): Promise<ExecutionOutcome> {
  return new Execution(prepared, start, services).run(signal);
}
