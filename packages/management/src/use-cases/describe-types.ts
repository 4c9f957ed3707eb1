import type { z } from '@hono/zod-openapi';
import { configJsonSchema } from '@weft/process';
import type { AnyConnectionDefinition, CatalogEntry } from '@weft/step-kit';
import type { connectionTypeSchema } from '../schemas/connection.ts';
import type { stepTypeSchema, stepTypeSummarySchema } from '../schemas/step-type.ts';

/** What a form, a palette or a program needs to know of a step type. */
export function describeStepType({ definition, icon }: CatalogEntry): z.input<typeof stepTypeSummarySchema> {
  const { type, version, title, summary, category, keywords, role, initial } = definition;
  const configSchema = configJsonSchema(definition);
  return {
    type,
    version,
    title,
    summary,
    category,
    keywords: [...(keywords ?? [])],
    role,
    effect: typeof definition.effect === 'function' ? 'depends' : definition.effect,
    icon,
    initial: { ...initial },
    configSchema,
  };
}

/** The same with prose and examples. */
export function describeStepTypeWithDocs(entry: CatalogEntry): z.input<typeof stepTypeSchema> {
  return { ...describeStepType(entry), docs: entry.docs, examples: entry.examples.map((example) => ({ ...example })) };
}

export function describeConnectionType(definition: AnyConnectionDefinition): z.input<typeof connectionTypeSchema> {
  const { type, title, summary, initial } = definition;
  return { type, title, summary, initial, configSchema: configJsonSchema(definition) };
}
