import { type Catalog, type CatalogEntry, defineStep, field, makeCatalog, type StepDefinition } from '@weft/step-kit';
import * as z from 'zod';

function entry<C extends z.ZodType>(definition: StepDefinition<C>): CatalogEntry {
  return { definition, icon: '', docs: '', examples: [] };
}

const out = [{ id: 'out', title: 'Out' }];

const begin = defineStep({
  type: 'begin',
  version: 1,
  title: 'Begin',
  summary: 'Begins.',
  category: 'start',
  role: 'start',
  effect: 'none',
  config: z.strictObject({ path: field.text({ title: 'Path', description: 'Where it is called.' }).min(1) }),
  initial: { path: 'hello' },
  ports: () => out,
  routes: ({ path }) => [
    {
      protocol: 'rest',
      methods: ['GET'],
      path,
      timeoutMs: 30_000,
      bodyBytesMax: 1_000,
      authentication: 'none',
      mode: 'general',
    },
  ],
});

/** Version 2: `text` was called `value` before. */
const change = defineStep({
  type: 'change',
  version: 2,
  title: 'Change',
  summary: 'Changes.',
  category: 'shape',
  role: 'step',
  effect: 'none',
  config: z.strictObject({
    text: field.template({ title: 'Text', description: 'What it becomes.' }).refine((text) => text !== 'nothing', 'Write something else'),
    fields: field
      .list(z.strictObject({ name: z.string(), value: field.expression({ title: 'Value', description: 'Its value.' }) }), {
        title: 'Fields',
        description: 'All of them.',
      })
      .default([]),
    connection: field.connection({ title: 'Connection', description: 'Where to.', connectionType: 'http' }).optional(),
    only: field.expression({ title: 'Only where', description: 'Left empty: always.' }).default(''),
    process: field.process({ title: 'Process', description: 'What is called.' }).optional(),
  }),
  initial: { text: '' },
  ports: () => out,
  upgrades: [({ value, ...rest }) => ({ ...rest, text: value })],
});

const route = defineStep({
  type: 'route',
  version: 1,
  title: 'Route',
  summary: 'Chooses.',
  category: 'flow',
  role: 'step',
  effect: 'none',
  config: z.strictObject({ cases: z.array(z.string().min(1)) }),
  initial: { cases: ['yes', 'no'] },
  ports: ({ cases }) => cases.map((id) => ({ id, title: id })),
});

const fork = defineStep({
  type: 'fork',
  version: 1,
  title: 'Fork',
  summary: 'Copies.',
  category: 'flow',
  role: 'branch',
  effect: 'none',
  config: z.strictObject({ order: z.enum(['parallel', 'in-order']).default('parallel') }),
  initial: {},
  ports: () => ['a', 'b', 'c'].map((id) => ({ id, title: id })),
  branch: ({ order }) => ({ order }),
});

const meet = defineStep({
  type: 'meet',
  version: 1,
  title: 'Meet',
  summary: 'Joins.',
  category: 'flow',
  role: 'join',
  effect: 'none',
  config: z.strictObject({}),
  initial: {},
  ports: () => out,
  join: () => ({ mode: 'all' }),
});

const answer = defineStep({
  type: 'answer',
  version: 1,
  title: 'Answer',
  summary: 'Replies.',
  category: 'result',
  role: 'step',
  effect: 'none',
  config: z.strictObject({ status: field.number({ title: 'Status', description: 'Of the reply.' }).min(100).max(599).default(200) }),
  initial: {},
  ports: () => out,
  capabilities: ['reply'],
});

/** Makes many documents of one. */
const scatter = defineStep({
  type: 'scatter',
  version: 1,
  title: 'Scatter',
  summary: 'Makes many.',
  category: 'shape',
  role: 'step',
  effect: 'none',
  config: z.strictObject({ many: z.boolean().default(true) }),
  initial: {},
  ports: () => out,
  splits: ({ many }) => many,
});

const gather = defineStep({
  type: 'gather',
  version: 1,
  title: 'Gather',
  summary: 'Makes one of many.',
  category: 'shape',
  role: 'collect',
  effect: 'none',
  config: z.strictObject({ since: z.string().optional() }),
  initial: {},
  ports: () => out,
  collect: ({ since }) => (since === undefined ? {} : { since }),
});

/** Calls out, unless it is told to answer by itself. */
const ask = defineStep({
  type: 'ask',
  version: 1,
  title: 'Ask',
  summary: 'Asks a service.',
  category: 'connectors',
  role: 'step',
  effect: ({ itself }) => (itself ? 'none' : 'idempotent'),
  config: z.strictObject({ itself: z.boolean().default(false) }),
  initial: {},
  ports: () => out,
});

const attempt = defineStep({
  type: 'attempt',
  version: 1,
  title: 'Attempt',
  summary: 'Takes over failures.',
  category: 'flow',
  role: 'scope',
  effect: 'none',
  config: z.strictObject({}),
  initial: {},
  ports: () => ['inside', 'failed', 'ended'].map((id) => ({ id, title: id })),
  scope: () => ({ kind: 'guard', inside: 'inside', failed: 'failed', ended: 'ended' }),
});

const loop = defineStep({
  type: 'loop',
  version: 1,
  title: 'Loop',
  summary: 'Does it for each.',
  category: 'flow',
  role: 'scope',
  effect: 'none',
  config: z.strictObject({ concurrency: z.int().min(1).default(1) }),
  initial: {},
  ports: () => ['item', 'ended'].map((id) => ({ id, title: id })),
  scope: ({ concurrency }) => ({ kind: 'each', inside: 'item', ended: 'ended', concurrency, ordered: true, results: 'list' }),
});

/** One step type for each thing that the process package treats in its own way. */
export const sampleCatalog: Catalog = makeCatalog(
  [begin, change, route, fork, meet, scatter, gather, ask, attempt, loop, answer].map((definition) => entry(definition)),
);
