import { WeftError } from '@weft/errors';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { type CatalogEntry, makeCatalog, type StepExample } from '../catalog.ts';
import { type AnyStepImplementation, implementStep, type StepRun } from '../executor/step.ts';
import { field } from '../field.ts';
import { type AnyStepDefinition, defineStep } from '../step-definition.ts';
import { describeConformance } from './describe-conformance.ts';
import type { Rule } from './rule.ts';
import { stopsWhenAborted } from './rules/abort.ts';
import { describesItself } from './rules/describe.ts';
import { docsAnswer } from './rules/docs.ts';
import { throwsKnownErrors } from './rules/errors.ts';
import { examplesHold } from './rules/examples.ts';
import { fieldsAreDescribed } from './rules/fields.ts';
import { halvesFit } from './rules/halves.ts';
import { iconIsDrawn } from './rules/icon.ts';
import { initialOnlyLacks } from './rules/initial.ts';
import { jsonSchemaIsProducible } from './rules/json-schema.ts';
import { portsAreUnique } from './rules/ports.ts';
import { typeIsAFolderName } from './rules/type.ts';
import { upgradesLeadHere } from './rules/upgrades.ts';
import { rules } from './rules.ts';

const text = { title: 'Text', description: 'What is said.' };

const model = defineStep({
  type: 'say',
  version: 1,
  title: 'Say',
  summary: 'Says something.',
  category: 'shape',
  role: 'step',
  effect: 'none',
  config: z.strictObject({ text: field.text(text).min(1) }),
  initial: { text: '' },
  ports: () => [{ id: 'out', title: 'Out' }],
  describe: (config) => config.text,
});

const example: StepExample = {
  title: 'Say hello',
  config: { text: 'hello' },
  given: { body: { a: 1 } },
  expect: { emissions: [{ port: 'out', body: { a: 1 }, properties: { said: 'hello' } }] },
};

const entry: CatalogEntry = {
  definition: model,
  icon: '<svg viewBox="0 0 24 24" stroke="currentColor"><path d="M3 12h5"/></svg>',
  docs: '## When to use\n\nAlways.\n\n## Behaviour\n\nIt says.\n\n## Failure\n\nNever.\n',
  examples: [example],
};

const says: StepRun = () => ({ port: 'out', properties: { said: 'hello' } });

describeConformance(makeCatalog([entry]), new Map([['say', implementStep(model, () => says)]]));

interface Violation {
  readonly definition?: Partial<AnyStepDefinition>;
  readonly entry?: Partial<CatalogEntry>;
  readonly run?: StepRun;
  readonly implementation?: AnyStepImplementation;
}

const withConfig = (config: z.ZodType, more: Partial<AnyStepDefinition> = {}): Violation => ({ definition: { config, ...more } });
const expecting = (more: Partial<StepExample>): Violation => ({ entry: { examples: [{ ...example, ...more }] } });

const violations: ReadonlyArray<readonly [name: string, rule: Rule, violation: Violation]> = [
  ['a type in camel case', typeIsAFolderName, { definition: { type: 'sayIt' } }],
  ['a version that is none', typeIsAFolderName, { definition: { version: 0 } }],
  ['a join without its rule', halvesFit, { definition: { role: 'join' } }],
  ['a scope without its rule', halvesFit, { definition: { role: 'scope' } }],
  ['a schedule on what starts nothing', halvesFit, { definition: { schedule: () => undefined } }],
  ['an executor for a branch', halvesFit, { definition: { role: 'branch', branch: () => ({ order: 'parallel' }) } }],
  ['an executor of another role', halvesFit, { definition: { role: 'collect', collect: () => ({}) } }],
  ['an executor for another definition', halvesFit, { implementation: implementStep({ ...model }, () => says) }],
  ['a field without a hint', fieldsAreDescribed, withConfig(z.strictObject({ text: z.string() }))],
  [
    'a field without a description',
    fieldsAreDescribed,
    withConfig(z.strictObject({ text: field.text({ title: 'Text', description: ' ' }) })),
  ],
  [
    'a field without a hint inside a list of groups',
    fieldsAreDescribed,
    withConfig(z.strictObject({ list: field.list(field.group({ inner: z.string().optional() }, text), text).default([]) })),
  ],
  [
    'a field without a hint inside a choice',
    fieldsAreDescribed,
    withConfig(z.strictObject({ choice: field.choice('kind', [field.group({ kind: z.literal('a'), inner: z.number() }, text)], text) })),
  ],
  ['a config that JSON Schema cannot say', jsonSchemaIsProducible, withConfig(z.strictObject({ at: z.date() }))],
  ['an initial config that is wrong', initialOnlyLacks, { definition: { initial: { text: 7 } } }],
  ['an initial config with a member of its own', initialOnlyLacks, { definition: { initial: { text: 'a', other: 1 } } }],
  [
    'two ports with one id',
    portsAreUnique,
    {
      definition: {
        ports: () => [
          { id: 'out', title: 'A' },
          { id: 'out', title: 'B' },
        ],
      },
    },
  ],
  ['a port without a title', portsAreUnique, { definition: { ports: () => [{ id: 'out', title: '' }] } }],
  [
    'a description that throws',
    describesItself,
    {
      definition: {
        describe: () => {
          throw new Error('no');
        },
      },
    },
  ],
  ['a description of two lines', describesItself, { definition: { describe: () => 'a\nb' } }],
  ['an icon that is no svg', iconIsDrawn, { entry: { icon: '<img src="viewBox="0 0 24 24" currentColor">' } }],
  ['an icon in a colour of its own', iconIsDrawn, { entry: { icon: entry.icon.replace('currentColor', '#ff0000') } }],
  ['an icon with a script', iconIsDrawn, { entry: { icon: entry.icon.replace('<path', '<script>1</script><path') } }],
  ['docs without a heading', docsAnswer, { entry: { docs: entry.docs.replace('## Failure', '## Errors') } }],
  ['docs with an empty section', docsAnswer, { entry: { docs: entry.docs.replace('It says.', '') } }],
  ['a version without its upgrade', upgradesLeadHere, { definition: { version: 2 } }],
  [
    'an upgrade that writes into what it is given',
    upgradesLeadHere,
    {
      definition: {
        version: 2,
        upgrades: [
          (config) => {
            config['text'] = 'changed';
            return config;
          },
        ],
      },
    },
  ],
  ['no examples', examplesHold, { entry: { examples: [] } }],
  ['an example whose config is not valid', examplesHold, expecting({ config: { text: '' } })],
  ['an example that gives another body', examplesHold, expecting({ expect: { emissions: [{ port: 'out', body: { a: 2 } }] } })],
  [
    'an example that gives another property',
    examplesHold,
    expecting({ expect: { emissions: [{ port: 'out', properties: { said: 'bye' } }] } }),
  ],
  ['an example that gives fewer documents', examplesHold, expecting({ expect: { emissions: [] } })],
  ['an example that should fail and does not', examplesHold, expecting({ expect: { error: 'STEP_FAILED' } })],
  [
    'an example that fails with another code',
    examplesHold,
    {
      ...expecting({ expect: { error: 'STEP_FAILED' } }),
      run: () => {
        throw new WeftError('TIMEOUT', 'It took too long.');
      },
    },
  ],
  [
    'an emission on a port that is not declared',
    examplesHold,
    { ...expecting({ expect: { emissions: [{ port: 'other' }] } }), run: () => ({ port: 'other' }) },
  ],
  ['a step that ignores that it is cancelled', stopsWhenAborted, { run: () => new Promise(() => undefined) }],
  [
    'an error that is not of Weft',
    throwsKnownErrors,
    {
      run: () => {
        throw new TypeError('undefined is not a function');
      },
    },
  ],
  [
    'a bug',
    throwsKnownErrors,
    {
      run: () => {
        throw new WeftError('INTERNAL', 'A bug.');
      },
    },
  ],
];

const check = (rule: Rule, violation: Violation) => {
  const definition = { ...model, ...violation.definition } as AnyStepDefinition;
  const implementation = violation.implementation ?? implementStep(definition, () => violation.run ?? says);
  return rule.check({ entry: { ...entry, definition, ...violation.entry }, implementation, surroundings: {} });
};

test.each(violations)('%s is caught', async (_name, rule, violation) => {
  expect(await check(rule, violation)).not.toEqual([]);
});

test('every rule has a violation planted against it', () => {
  const planted = new Set(violations.map(([, rule]) => rule));
  expect(rules.filter((rule) => !planted.has(rule)).map((rule) => rule.name)).toEqual([]);
});
