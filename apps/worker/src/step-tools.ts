import type { Sandbox } from '@weft/sandbox';
import { compileTools, type OutboundGuard, type StepTools } from '@weft/step-kit/executor';
import type { OpenConnections } from './connections.ts';

/** Of an expression that leaves the safe subset. */
const expressionLimits = { timeoutMs: 1_000, memoryMb: 64 };

export interface StepToolsOptions {
  readonly sandbox: Sandbox;
  readonly connections: OpenConnections;
  readonly outbound: OutboundGuard;
}

/** What steps use while they are prepared; `mayScript` where the step type names the capability `sandbox`. */
export function createStepTools({ sandbox, connections, outbound }: StepToolsOptions, mayScript: boolean): StepTools {
  return {
    ...compileTools({ sandbox: (source, names) => sandbox.evaluate(source, names, expressionLimits) }),
    connection: (id) => connections.handle(id),
    outbound,
    ...(mayScript ? { script: (source, limits) => sandbox.compile(source, limits) } : {}),
  };
}
