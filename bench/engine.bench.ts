/**
 * What a hop costs: a chain of five synchronous steps, run for one document at a time and for a stream of documents,
 * without records, with steps recorded, and with bodies recorded. Run it with `node bench/engine.bench.ts`.
 */
import { Body, createDocument } from '@weft/document';
import { type EngineServices, execute, preparePlan } from '@weft/engine';
import type { Plan, PlanStep } from '@weft/process';
import { defineStep } from '@weft/step-kit';
import { type Emissions, implementStep, type StepTools } from '@weft/step-kit/executor';
import * as z from 'zod';

const executions = 20_000;
const streamed = 100_000;
/** The best of so many rounds is told: the others had to share the machine. */
const rounds = 5;

function stepType(type: string, emit: () => Emissions) {
  const definition = defineStep({
    type,
    version: 1,
    title: type,
    summary: '',
    category: 'shape',
    role: 'step',
    effect: 'none',
    config: z.object({}),
    initial: {},
    ports: () => [{ id: 'out', title: 'Out' }],
  });
  return implementStep(definition, () => emit);
}

function* stream(): Generator<{ port: string; body: Body }> {
  for (let n = 0; n < streamed; n++) yield { port: 'out', body: Body.fromValue({ n }) };
}

const types = [stepType('pass', () => ({ port: 'out' })), stepType('source', stream)];
const implementations = new Map(types.map((type) => [type.definition.type, type]));

function chain(...stepTypes: string[]): Plan {
  const ids = ['start', ...stepTypes.map((type, n) => `${type}-${n}`)];
  const step = (id: string, n: number): PlanStep => ({
    id,
    type: stepTypes[n - 1] ?? 'start',
    title: id,
    role: n === 0 ? 'start' : 'step',
    effect: 'none',
    config: {},
    outputs: { out: ids.slice(n + 1, n + 2).map((to) => ({ to })) },
    forks: [],
  });
  return { hash: '', start: 'start', steps: Object.fromEntries(ids.map((id, n) => [id, step(id, n)])) };
}

const recordings: Record<string, Pick<EngineServices, 'recordsBodies' | 'recordsSteps'>> = {
  'no records': { recordsBodies: false, recordsSteps: false },
  'steps recorded': { recordsBodies: false },
  'bodies recorded': { recordsBodies: true },
};

/** CPU time in microseconds, garbage collection included: a machine that is shared cannot be measured by the clock. */
async function measure(plan: Plan, times: number, recording: Pick<EngineServices, 'recordsBodies' | 'recordsSteps'>): Promise<number> {
  const prepared = preparePlan(plan, implementations, () => ({}) as StepTools);
  let events = 0;
  const services: EngineServices = { reply: async () => undefined, trace: () => void events++, now: Date.now, ...recording };
  const execution = { id: 'e', processId: 'p', versionId: 'v', environment: 'bench', attempt: 1, properties: {} };
  const { signal } = new AbortController();
  const began = process.cpuUsage();
  for (let n = 0; n < times; n++) {
    const document = createDocument('root', Body.fromValue({ order: n, lines: [1, 2, 3] }));
    await execute(prepared, { execution, document }, services, signal);
  }
  const { user, system } = process.cpuUsage(began);
  return user + system;
}

const five = chain('pass', 'pass', 'pass', 'pass', 'pass');
const splitting = chain('source', 'pass', 'pass', 'pass', 'pass', 'pass');
await measure(five, executions / 10, { recordsBodies: true });
for (const [name, recording] of Object.entries(recordings)) {
  let single = Number.POSITIVE_INFINITY;
  let many = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    single = Math.min(single, await measure(five, executions, recording));
    many = Math.min(many, await measure(splitting, 1, recording));
  }
  console.log(
    `${name.padEnd(16)} one document: ${(single / executions).toFixed(2)} µs of CPU per execution of five steps;`,
    `streamed: ${(many / streamed).toFixed(2)} µs per document through five steps`,
  );
}
