import { Body, createDocument, type Properties } from '@weft/document';
import { WeftError } from '@weft/errors';
import {
  compileTools,
  type Emission,
  type ReplyMessage,
  type StepContext,
  type StepImplementation,
  type StepTools,
} from '@weft/step-kit/executor';

/** What came in; a value is JSON. */
export interface Given {
  readonly body?: Body;
  readonly properties?: Properties;
  readonly execution?: Readonly<Record<string, string>>;
  readonly context?: Partial<StepContext>;
  readonly documentId?: string;
}

export interface Ran {
  readonly emissions: readonly Emission[];
  readonly replies: readonly ReplyMessage[];
  readonly log: readonly string[];
}

/** Runs a step once, with real expressions, as a worker would. */
export async function runStep(
  implementation: StepImplementation,
  config: unknown,
  given: Given = {},
  more: Partial<StepTools> = {},
): Promise<Ran> {
  const replies: ReplyMessage[] = [];
  const log: string[] = [];
  const run = implementation.prepare(implementation.definition.config.parse(config), { ...tools, ...more });
  const emitted = await run(createDocument(given.documentId ?? 'root', given.body ?? Body.empty, given.properties), {
    execution: { id: 'e', processId: 'p', versionId: 'v', environment: 'test', attempt: 1, properties: given.execution ?? {} },
    stepId: 'step',
    signal: new AbortController().signal,
    log: (level, message) => log.push(`${level}: ${message}`),
    now: () => 0,
    reply: async (message) => replies.push(message) === 1,
    ...given.context,
  });
  return {
    emissions:
      emitted === undefined ? [] : 'port' in emitted ? [emitted] : (await Array.fromAsync<Emission | readonly Emission[]>(emitted)).flat(),
    replies,
    log,
  };
}

const tools: StepTools = {
  ...compileTools(),
  connection: () => {
    throw new WeftError('CONNECTION_UNKNOWN', 'There are no connections in this test.');
  },
  outbound: { check: async () => {}, lookupFor: () => () => {} },
};
