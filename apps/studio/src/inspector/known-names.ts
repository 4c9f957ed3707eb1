import { completionsFor } from '@weft/expression';
import { type ProcessFile, pathName, processLimits } from '@weft/process';
import type { Catalog } from '@weft/step-kit';
import type { KnownName } from '../form/form-context.tsx';
import type { Sample } from './sample.ts';

/**
 * The names that expressions of a step can use: what every expression knows, the parameters of the address, the paths of a
 * join before it, the members of the document that entered it last, and what the step adds.
 */
export function knownNames(file: ProcessFile, stepId: string, catalog: Catalog, sample: Sample): KnownName[] {
  const body = sample.body ?? joinedBody(file, stepId, catalog);
  const execution = Object.fromEntries(parametersOf(file, catalog).map((name) => [name, '']));
  const known = completionsFor({ body, properties: {}, execution }).map(({ label, detail }) => ({ name: label, hint: detail }));
  const members = deepNames(body).map((name) => ({ name, hint: 'in the document' }));
  const own = Object.entries(sample.names).flatMap(([name, value]) =>
    [name, ...deepNames(value, `${name}.`)].map((known) => ({ name: known, hint: 'of this step' })),
  );
  const unique = new Map([...members, ...known, ...own].map((entry) => [entry.name, entry]));
  return [...unique.values()];
}

function parametersOf(file: ProcessFile, catalog: Catalog): string[] {
  const names = Object.values(file.steps).flatMap((step) => {
    const definition = catalog.steps.get(step.type)?.definition;
    const config = definition?.config.safeParse(step.config);
    const routes = (config?.success ? definition?.routes?.(config.data) : undefined) ?? [];
    return routes.flatMap(({ path }) => [...path.matchAll(/\{([^}]+)\}/g)].map((match) => `param_${match[1]}`));
  });
  return [...names, 'inmethod', 'inpath'];
}

/** Members with the names of the paths, where the nearest step before that shapes the document is a join. */
function joinedBody(file: ProcessFile, stepId: string, catalog: Catalog): Record<string, unknown> | undefined {
  let at = stepId;
  for (let hops = 0; hops < processLimits.steps; hops += 1) {
    const link = file.links.find((candidate) => candidate.to === at);
    const before = link === undefined ? undefined : file.steps[link.from.step];
    if (link === undefined || before === undefined) return undefined;
    if (catalog.steps.get(before.type)?.definition.role === 'join') {
      const paths = file.links.filter((candidate) => candidate.to === link.from.step);
      return Object.fromEntries(paths.map((path) => [pathName(path), {}]));
    }
    at = link.from.step;
  }
  return undefined;
}

const namesMax = 300;

/** `customer.address.city`, three levels deep. */
function deepNames(value: unknown, prefix = '', depth = 0): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 2) return [];
  return Object.entries(value)
    .filter(([name]) => /^[A-Za-z_$][\w$]*$/.test(name))
    .flatMap(([name, member]) => [prefix + name, ...deepNames(member, `${prefix}${name}.`, depth + 1)])
    .slice(0, namesMax);
}
