import type { AnyStepDefinition } from '@weft/step-kit';
import type { Step } from '../document/process-file.ts';

/**
 * A step's config in the shape of its type's current version; the same object where it is current already. A config of a
 * newer version than the definition's is returned as it is: validation refuses it.
 */
export function upgradeConfig(step: Pick<Step, 'version' | 'config'>, definition: AnyStepDefinition): Record<string, unknown> {
  const upgrades = definition.upgrades?.slice(step.version - 1) ?? [];
  return upgrades.reduce((config, upgrade) => upgrade(config), step.config);
}
