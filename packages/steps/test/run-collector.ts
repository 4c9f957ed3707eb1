import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, createDocument, type Document } from '@weft/document';
import { createTemporaryFiles } from '@weft/document/temporary';
import {
  type CollectorImplementation,
  compileTools,
  type Emission,
  type Emissions,
  type StepContext,
  type StepTools,
} from '@weft/step-kit/executor';

/** Runs a collector over documents as the engine does: one after the other, waiting only where it says so. */
export async function runCollector(
  implementation: CollectorImplementation,
  config: unknown,
  documents: Iterable<Document>,
  context: Partial<StepContext> = {},
): Promise<Emission[]> {
  const tools = compileTools() as StepTools;
  const run = implementation.prepareCollector(implementation.definition.config.parse(config), tools);
  const collector = run(createDocument('root', Body.empty, { file: 'a.csv' }), {
    execution: { id: 'e', processId: 'p', versionId: 'v', environment: 'test', attempt: 1, properties: {} },
    stepId: 'step',
    signal: new AbortController().signal,
    log: () => undefined,
    now: () => 0,
    temporary: temporaryFiles(),
    ...context,
  });
  for (const document of documents) {
    const adding = collector.add(document);
    if (adding instanceof Promise) await adding;
  }
  return allOf(await collector.finish());
}

/** Documents of bodies. */
export function documentsOf(bodies: Iterable<Body>): Document[] {
  return [...bodies].map((body, index) => createDocument(`root/split.${index}`, body, { split_index: index }));
}

/** Files in the folder of the system for such. */
export function temporaryFiles(bytesMax = Number.MAX_SAFE_INTEGER): ReturnType<typeof createTemporaryFiles> {
  return createTemporaryFiles(join(tmpdir(), 'weft-tests'), bytesMax);
}

async function allOf(emissions: Emissions): Promise<Emission[]> {
  if (emissions === undefined) return [];
  if ('port' in emissions) return [emissions];
  return (await Array.fromAsync<Emission | readonly Emission[]>(emissions)).flat();
}
