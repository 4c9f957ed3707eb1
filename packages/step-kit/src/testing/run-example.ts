import { Body, createDocument, type Document } from '@weft/document';
import type { StepExample } from '../catalog.ts';
import type { AnyStepImplementation, Emission, Emissions } from '../executor/step.ts';
import { type ConformanceSurroundings, contextFor, toolsFor } from './surroundings.ts';

/** More emissions than any example or probe needs: a step that gives more is taken to have no end. */
const emissionsMax = 10_000;

/** The document that an example lets in. */
export function givenDocument({ given }: StepExample): Document {
  return createDocument('root', givenBody(given), given.properties ?? {});
}

function givenBody(given: StepExample['given']): Body {
  if (given.body === undefined) return Body.empty;
  const isText = given.contentType !== undefined && !/[/+]json\b/i.test(given.contentType);
  return isText ? Body.fromText(String(given.body), given.contentType) : Body.fromValue(given.body, given.contentType);
}

/** Prepares the step with a valid config and runs it for one document. Throws what the step throws. */
export async function runStep(
  implementation: AnyStepImplementation,
  example: StepExample,
  surroundings: ConformanceSurroundings,
  given: { readonly document: Document; readonly signal: AbortSignal },
): Promise<Emission[]> {
  const config: unknown = implementation.definition.config.parse(example.config);
  const tools = toolsFor(surroundings);
  const context = contextFor(example, surroundings, given.signal);
  if ('prepareCollector' in implementation) {
    const collector = implementation.prepareCollector(config, tools)(given.document, context);
    await collector.add(given.document);
    return collect(await collector.finish());
  }
  if ('prepareWait' in implementation) {
    const wait = implementation.prepareWait(config, tools);
    const { before } = await wait.begin(given.document, { ...context, callbackUrl: 'https://weft.example/callbacks/1' });
    return [...(await collect(before)), ...(await collect(await wait.end(given.document, { kind: 'time' }, context)))];
  }
  return collect(await implementation.prepare(config, tools)(given.document, context));
}

async function collect(emissions: Emissions): Promise<Emission[]> {
  if (emissions === undefined) return [];
  if ('port' in emissions) return [emissions];
  const collected: Emission[] = [];
  for await (const emission of emissions) {
    collected.push(...('port' in emission ? [emission] : emission));
    if (collected.length > emissionsMax) throw new Error(`more than ${emissionsMax} emissions`);
  }
  return collected;
}
