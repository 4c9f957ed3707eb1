import { type AnyStepDefinition, type Catalog, hints } from '@weft/step-kit';
import * as z from 'zod';
import { processFileSchema } from './process-file.ts';

/** A JSON Schema as plain data. */
export type JsonSchema = Record<string, unknown>;

/**
 * The JSON Schema (2020-12) of the process file for the step types of this catalog: editors complete and check each config
 * by its step's type. Fields carry their hints (`title`, `description`, `widget` …).
 */
export function processFileJsonSchema(catalog: Catalog): JsonSchema {
  const file = toJsonSchema(processFileSchema);
  const properties = member(file, 'properties');
  const steps = member(properties, 'steps');
  const plainStep = member(steps, 'additionalProperties');
  const definitions = [...catalog.steps.values()].map((entry) => entry.definition);
  return {
    ...file,
    title: 'Weft process file',
    properties: {
      ...properties,
      steps: { ...steps, additionalProperties: { oneOf: definitions.map(({ type }) => ({ $ref: `#/$defs/${type}` })) } },
    },
    $defs: Object.fromEntries(definitions.map((definition) => [definition.type, stepSchema(definition, plainStep)])),
  };
}

/** The JSON Schema of one step or connection type's config, as it is written (before defaults are filled in). */
export function configJsonSchema(definition: Pick<AnyStepDefinition, 'config'>): JsonSchema {
  const { $schema: _, ...schema } = toJsonSchema(definition.config);
  return schema;
}

function stepSchema(definition: AnyStepDefinition, plainStep: JsonSchema): JsonSchema {
  const { type, version, title, summary } = definition;
  const current = { version: { const: version }, config: configJsonSchema(definition) };
  // A config of an older version is upgraded on reading; its shape is no longer described.
  const older = { version: { type: 'integer', minimum: 1, maximum: version - 1 }, config: { type: 'object' } };
  return {
    ...plainStep,
    title,
    description: summary,
    properties: { ...member(plainStep, 'properties'), type: { const: type }, ...(version === 1 ? current : {}) },
    ...(version === 1 ? {} : { anyOf: [{ properties: current }, { properties: older }] }),
  };
}

function toJsonSchema(schema: z.ZodType): JsonSchema {
  // The registry is read for its metadata only, whose members become keywords of the schema as they are.
  const metadata = hints as unknown as typeof z.globalRegistry;
  return { ...z.toJSONSchema(schema, { io: 'input', metadata, unrepresentable: 'any' }) };
}

function member(schema: JsonSchema, key: string): JsonSchema {
  const found = schema[key];
  return typeof found === 'object' && found !== null ? { ...found } : {};
}
