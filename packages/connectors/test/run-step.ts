import { Body, createDocument } from '@weft/document';
import { createOutboundGuard } from '@weft/outbound';
import { type AnyStepImplementation, compileTools, type Emission, type SharedStore } from '@weft/step-kit/executor';

/** Lets steps and connections reach the servers of the tests. */
export const outbound = createOutboundGuard({ allow: '127.0.0.1 localhost' });

/** What surrounds a step, where it matters. */
interface Around {
  readonly body?: Body;
  readonly signal?: AbortSignal | undefined;
  readonly store?: SharedStore;
  readonly executionId?: string;
}

/** Runs a step once on an open client, with real expressions, as a worker would; gives all that it emits. */
export async function runStep(client: unknown, step: AnyStepImplementation, config: object, around: Around = {}): Promise<Emission[]> {
  if (!('prepare' in step)) throw new Error('This step does not run once per document.');
  const prepared = step.prepare(step.definition.config.parse({ connection: 'c', ...config }), {
    ...compileTools(),
    connection: <Client>() => ({ client: async () => client as Client }),
    outbound,
  });
  const emissions = await prepared(createDocument('d', around.body ?? Body.empty), {
    execution: { id: around.executionId ?? 'e', processId: 'p', versionId: 'v', environment: 'test', attempt: 1, properties: {} },
    stepId: 'step',
    signal: around.signal ?? new AbortController().signal,
    log: () => {},
    now: Date.now,
    ...(around.store === undefined ? {} : { store: around.store }),
  });
  if (emissions === undefined) return [];
  if ('port' in emissions) return [emissions];
  const given: Emission[] = [];
  for await (const emission of emissions) given.push(...('port' in emission ? [emission] : emission));
  return given;
}
