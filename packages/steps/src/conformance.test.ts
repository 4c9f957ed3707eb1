import { createSandbox } from '@weft/sandbox';
import { makeCatalog } from '@weft/step-kit';
import { describeConformance } from '@weft/step-kit/testing';
import { afterAll } from 'vitest';
import { exampleCall } from '../test/example-calls.ts';
import { exampleStore } from '../test/memory-store.ts';
import { temporaryFiles } from '../test/run-collector.ts';
import { stepEntries } from './catalog.gen.ts';
import { stepImplementations } from './executors.gen.ts';

const sandbox = createSandbox({ processes: 1 });

afterAll(() => sandbox.close());

describeConformance(makeCatalog(stepEntries), stepImplementations, {
  tools: { script: (source, limits) => sandbox.compile(source, limits) },
  context: () => ({ store: exampleStore(), call: exampleCall, park: async () => undefined, temporary: temporaryFiles() }),
});
