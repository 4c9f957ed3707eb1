import type { ConnectionSummary, SealedConnection } from '@weft/database';
import { WeftError } from '@weft/errors';
import { type AnyConnectionDefinition, type Catalog, hintOf } from '@weft/step-kit';
import type * as z from 'zod';
import { requestProblems } from '../http/validation-hook.ts';
import type { ManagementServices } from '../services.ts';

type Services = Pick<ManagementServices, 'database' | 'catalog' | 'secrets'>;

export interface ConnectionDraft {
  /** A saved connection whose secrets are kept where `secrets` does not name them. */
  readonly id?: string | undefined;
  readonly type: string;
  /** Without secrets. */
  readonly config: Readonly<Record<string, unknown>>;
  /** null takes a secret away. */
  readonly secrets: Readonly<Record<string, string | null>>;
}

/** Stores a connection, its secrets sealed. @throws WeftError `CONFIG_INVALID` with `problems`, `CONFLICT`. */
export async function saveConnection(
  services: Services,
  request: ConnectionDraft & { readonly name: string; readonly by: string },
): Promise<ConnectionSummary> {
  const { config, secrets } = await completeConnection(services, request);
  const { id, name, type, by } = request;
  return services.database.connections.save(
    {
      ...(id === undefined ? {} : { id }),
      name,
      type,
      config,
      sealedSecrets: await services.secrets.seal(JSON.stringify(secrets)),
      secretsSet: Object.keys(secrets).sort(),
    },
    by,
  );
}

/**
 * A connection as its connector wants it: checked, defaults filled in, secrets apart.
 * @throws WeftError `CONNECTION_UNKNOWN` for an unknown type, `CONFIG_INVALID` with `problems`, `CONFLICT` on changing the type.
 */
export async function completeConnection(
  services: Services,
  draft: ConnectionDraft,
): Promise<{ config: Record<string, unknown>; secrets: Record<string, string> }> {
  const definition = requireConnectionType(services.catalog, draft.type);
  const stored = draft.id === undefined ? undefined : await services.database.connections.get(draft.id);
  if (stored !== undefined && stored.type !== draft.type) {
    throw new WeftError('CONFLICT', `The connection is of type ${stored.type}; it cannot become ${draft.type}. Make a new one.`);
  }
  const secretNames = secretFieldsOf(definition);
  refuseMisplacedSecrets(draft, secretNames);
  const kept = stored === undefined ? {} : await openSecrets(services, stored);
  const secrets = Object.fromEntries(
    Object.entries({ ...kept, ...draft.secrets }).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''),
  );
  const parsed = definition.config.safeParse({ ...draft.config, ...secrets });
  if (!parsed.success) throw invalidConfig(parsed.error);
  const config = Object.fromEntries(Object.entries(parsed.data).filter(([name]) => !secretNames.includes(name)));
  return { config, secrets };
}

/** The names of the fields that are encrypted at rest. */
export function secretFieldsOf(definition: AnyConnectionDefinition): string[] {
  return Object.entries<z.ZodType>(definition.config.shape)
    .filter(([, schema]) => hintOf(schema)?.widget === 'secret')
    .map(([name]) => name);
}

async function openSecrets({ secrets }: Services, stored: SealedConnection): Promise<Record<string, string>> {
  return JSON.parse(await secrets.open(stored.sealedSecrets)) as Record<string, string>;
}

function requireConnectionType(catalog: Catalog, type: string): AnyConnectionDefinition {
  const definition = catalog.connections.get(type);
  if (definition !== undefined) return definition;
  const known = [...catalog.connections.keys()].join(', ');
  throw new WeftError('CONNECTION_UNKNOWN', `There is no connection type "${type}". Known are: ${known}.`);
}

/** A secret in `config` would be stored in the clear and shown to everybody. */
function refuseMisplacedSecrets(draft: ConnectionDraft, secretNames: readonly string[]): void {
  const inConfig = Object.keys(draft.config).filter((name) => secretNames.includes(name));
  const unknown = Object.keys(draft.secrets).filter((name) => !secretNames.includes(name));
  const problems = [
    ...inConfig.map((name) => ({ pointer: `/config/${name}`, message: 'This is a secret. Send it in "secrets".' })),
    ...unknown.map((name) => ({ pointer: `/secrets/${name}`, message: 'This connection type has no such secret.' })),
  ];
  const first = problems[0];
  if (first === undefined) return;
  throw new WeftError('CONFIG_INVALID', `${first.pointer}: ${first.message}`, { problems });
}

function invalidConfig(error: z.core.$ZodError): WeftError {
  const problems = requestProblems(error, 'json').map(({ pointer, message }) => ({ pointer: `/config${pointer}`, message }));
  const first = problems[0];
  return new WeftError(
    'CONFIG_INVALID',
    `The connection is not configured correctly: ${first?.pointer ?? ''} ${first?.message ?? ''}`.trim(),
    {
      problems,
    },
  );
}
