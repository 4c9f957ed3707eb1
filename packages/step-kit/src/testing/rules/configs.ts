import type * as z from 'zod';
import type { CatalogEntry } from '../../catalog.ts';

/** The valid configs that a step type shows of itself: its initial one where that is valid, and those of its examples. */
export function knownConfigs({ definition, examples }: CatalogEntry): unknown[] {
  return [definition.initial, ...examples.map((example) => example.config)].flatMap((config) => {
    const parsed = (definition.config as z.ZodType).safeParse(config);
    return parsed.success ? [parsed.data] : [];
  });
}
