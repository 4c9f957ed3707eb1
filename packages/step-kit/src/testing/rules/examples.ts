import { isDeepStrictEqual } from 'node:util';
import type { Document } from '@weft/document';
import { toWeftError } from '@weft/errors';
import type * as z from 'zod';
import type { StepExample } from '../../catalog.ts';
import type { Emission } from '../../executor/step.ts';
import type { AnyStepDefinition } from '../../step-definition.ts';
import type { Rule, Subject } from '../rule.ts';
import { givenDocument, runStep } from '../run-example.ts';

/** Examples are documentation that cannot lie. */
export const examplesHold: Rule = {
  name: 'it has examples, and each gives what it says, on declared ports',
  check: async (subject) => {
    const { examples } = subject.entry;
    const problems: string[] = examples.length === 0 ? ['There is no example.'] : [];
    for (const example of examples)
      for (const problem of await problemsOf(subject, example)) problems.push(`"${example.title}": ${problem}`);
    return problems;
  },
};

type Expected = Extract<StepExample['expect'], { emissions: unknown }>['emissions'][number];

async function problemsOf(subject: Subject, example: StepExample): Promise<string[]> {
  const { definition } = subject.entry;
  const parsed = (definition.config as z.ZodType).safeParse(example.config);
  if (!parsed.success) return parsed.error.issues.map((issue) => `config /${issue.path.join('/')}: ${issue.message}`);
  const given = givenDocument(example);
  const outcome = await emissionsOf(subject, example, given);
  if ('thrown' in outcome) {
    const { code, message, detail } = toWeftError(outcome.thrown);
    if ('error' in example.expect && example.expect.error === code) return [];
    return [`it failed with ${code}: ${message} ${detail ?? ''}`];
  }
  if ('error' in example.expect) return [`it should have failed with ${example.expect.error}.`];
  const declared = new Set(definition.ports(parsed.data).map((port) => port.id));
  return compare(outcome.emissions, example.expect.emissions, { given, declared });
}

async function emissionsOf(
  { entry, implementation, surroundings }: Subject,
  example: StepExample,
  document: Document,
): Promise<{ emissions: Emission[] } | { thrown: unknown }> {
  if (implementation === undefined) return { emissions: passedOn(entry.definition, example) };
  try {
    return { emissions: await runStep(implementation, example, surroundings, { document, signal: AbortSignal.timeout(10_000) }) };
  } catch (thrown) {
    return { thrown };
  }
}

/** What the engine does by itself: it passes the document to every port; a scope in which nothing fails passes by `failed`. */
function passedOn(definition: AnyStepDefinition, example: StepExample): Emission[] {
  const config: unknown = (definition.config as z.ZodType).parse(example.config);
  const scope = definition.scope?.(config);
  const passedBy = scope?.kind === 'guard' ? scope.failed : undefined;
  return definition
    .ports(config)
    .filter(({ id }) => id !== passedBy)
    .map(({ id }) => ({ port: id }));
}

async function compare(
  emissions: readonly Emission[],
  expected: readonly Expected[],
  { given, declared }: { readonly given: Document; readonly declared: ReadonlySet<string> },
): Promise<string[]> {
  const problems = emissions
    .filter(({ port }) => !declared.has(port))
    .map(({ port }) => `it used the port "${port}", which is not declared.`);
  if (emissions.length !== expected.length) return [...problems, `it gave ${emissions.length} documents instead of ${expected.length}.`];
  for (const [i, emission] of emissions.entries()) {
    for (const difference of await differences(emission, expected[i] as Expected, given)) problems.push(`document ${i + 1}: ${difference}`);
  }
  return problems;
}

async function differences(emission: Emission, expected: Expected, given: Document): Promise<string[]> {
  const body = emission.body ?? given.body;
  const properties = emission.properties ?? given.properties;
  const found: string[] = [];
  const differ = (what: string, is: unknown, should: unknown): void => {
    if (!isDeepStrictEqual(is, should)) found.push(`${what} is ${JSON.stringify(is)} instead of ${JSON.stringify(should)}.`);
  };
  differ('the port', emission.port, expected.port);
  if (expected.body !== undefined) differ('the body', await body.value(), expected.body);
  if (expected.text !== undefined) differ('the text', await body.text(), expected.text);
  if (expected.contentType !== undefined) differ('the content type', body.contentType, expected.contentType);
  for (const [name, value] of Object.entries(expected.properties ?? {})) differ(`the property ${name}`, properties[name], value);
  return found;
}
