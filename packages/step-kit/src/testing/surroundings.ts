import { WeftError } from '@weft/errors';
import type { StepExample } from '../catalog.ts';
import { compileTools } from '../executor/compile-tools.ts';
import type { OutboundGuard } from '../executor/connection.ts';
import type { ExecutionInfo, StepContext, StepTools } from '../executor/step.ts';

/** What the examples of a package need around them. Expressions are always there; calls are refused unless tools for them are given. */
export interface ConformanceSurroundings {
  /** Added to, and put before, the tools that every step gets: connections to fakes, a sandbox, an outbound guard. */
  readonly tools?: Partial<StepTools>;
  /** What the steps find in their context; made anew for every example. */
  readonly context?: () => Partial<StepContext>;
  /** Exceptions, by step type and the name of the rule: a written reason each. */
  readonly waivers?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const refusesAll: OutboundGuard = {
  check: () => Promise.reject(new WeftError('OUTBOUND_REFUSED', 'The conformance suite allows no calls.')),
  lookupFor: () => (_host, _options, callback) => callback(new WeftError('OUTBOUND_REFUSED', 'The conformance suite allows no calls.'), ''),
};

export function toolsFor(surroundings: ConformanceSurroundings): StepTools {
  return {
    ...compileTools(),
    connection: (id) => ({
      client: () => Promise.reject(new WeftError('CONNECTION_UNKNOWN', `There is no connection "${id}".`)),
    }),
    outbound: refusesAll,
    ...surroundings.tools,
  };
}

export function contextFor(example: StepExample, surroundings: ConformanceSurroundings, signal: AbortSignal): StepContext {
  const execution: ExecutionInfo = {
    id: 'conformance',
    processId: 'conformance',
    versionId: 'conformance',
    environment: 'test',
    attempt: 1,
    properties: example.execution ?? {},
  };
  const given = surroundings.context?.();
  return { execution, stepId: 'example', signal, log: () => undefined, now: () => 0, reply: async () => true, ...given };
}
