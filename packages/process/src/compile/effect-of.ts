import type { AnyStepDefinition, Effect } from '@weft/step-kit';

/** What a step with this (valid) config does to others. */
export function effectOf({ effect }: AnyStepDefinition, config: Record<string, unknown>): Effect {
  return typeof effect === 'function' ? effect(config) : effect;
}
