import { connectionDefinitions } from '@weft/connectors/catalog';
import { WeftError } from '@weft/errors';
import { secretPathsOf, separateSecrets } from '@weft/step-kit';
import * as z from 'zod';
import { fillVariables } from './fill-variables.ts';
import type { ConnectionFile } from './install.ts';

const fileSchema = z.array(
  z.strictObject({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    config: z.record(z.string(), z.unknown()),
  }),
);

/**
 * Connections from a file: a list of `{id, name, type, config}`. Secrets stand in the config, usually as `${NAME}`, which
 * variables fill in; they are taken out of it here. Where a number is wanted, a text that is one will do.
 *
 * @throws WeftError `CONFIG_INVALID` saying what is wrong, or which variable is missing.
 */
export function readConnectionFile(json: unknown, variables: Readonly<Record<string, string | undefined>>): ConnectionFile[] {
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) throw new WeftError('CONFIG_INVALID', `The file of connections is not right: ${z.prettifyError(parsed.error)}`);
  return fillVariables(parsed.data, variables).map((connection) => {
    const definition = connectionDefinitions.find(({ type }) => type === connection.type);
    // An unknown type is refused by the server, with a better sentence.
    if (definition === undefined) return connection;
    const config = withNumbers(definition.config, connection.config);
    return { ...connection, ...separateSecrets(config, secretPathsOf(definition.config, config)) };
  });
}

/** Turns texts into numbers exactly where the schema asks for a number. */
function withNumbers(schema: z.ZodType, config: Record<string, unknown>): Record<string, unknown> {
  const copy = structuredClone(config);
  for (const issue of schema.safeParse(copy).error?.issues ?? []) {
    if (issue.code !== 'invalid_type' || issue.expected !== 'number') continue;
    const path = [...issue.path];
    const last = path.pop();
    let parent: unknown = copy;
    for (const key of path) parent = Reflect.get(parent as object, key);
    if (last === undefined || typeof parent !== 'object' || parent === null) continue;
    const text = Reflect.get(parent, last);
    if (typeof text === 'string' && /^-?\d+(?:\.\d+)?$/.test(text)) Reflect.set(parent, last, Number(text));
  }
  return copy;
}
