import type { AnyStepDefinition, Effect } from '@weft/step-kit';

/** What a step with this (valid) config does to others. */
export function effectOf({ effect }: AnyStepDefinition, config: Record<string, unknown>): Effect {
  return typeof effect === 'function' ? effect(config) : effect;
}

/**
 * True where a step with this (valid) config may be tried again: only what calls out can fail for reasons that pass. A reply
 * cannot be taken back and given again.
 */
export function callsOut(definition: AnyStepDefinition, config: Record<string, unknown>): boolean {
  const { role, capabilities = [] } = definition;
  if (role !== 'step' || capabilities.includes('reply')) return false;
  return effectOf(definition, config) !== 'none' || capabilities.includes('call');
}
