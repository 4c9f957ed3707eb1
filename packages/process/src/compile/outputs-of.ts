import type { AnyStepDefinition, Port } from '@weft/step-kit';
import type { Step } from '../document/process-file.ts';
import { upgradeConfig } from './upgrade-config.ts';

/**
 * The output ports of a step. A config that is not valid yet still gets ports where its type can tell them, so that a step
 * can be linked before it is filled in: as the config stands, else as the type's initial config has them, else none.
 */
export function outputsOf(step: Pick<Step, 'version' | 'config'>, definition: AnyStepDefinition): readonly Port[] {
  const config = attempt(() => upgradeConfig(step, definition)) ?? step.config;
  const parsed = attempt(() => definition.config.safeParse(config));
  if (parsed?.success) return attempt(() => definition.ports(parsed.data)) ?? [];
  return attempt(() => wellFormed(definition.ports(config))) ?? attempt(() => wellFormed(definition.ports(definition.initial))) ?? [];
}

/** Port functions promise nothing for an invalid config: what they make of one is looked at closely. */
function wellFormed(ports: readonly Port[]): readonly Port[] | undefined {
  const fine = ports.every((port) => typeof port.id === 'string' && port.id !== '' && typeof port.title === 'string');
  return fine && new Set(ports.map((port) => port.id)).size === ports.length ? ports : undefined;
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
