import { WeftError } from '@weft/errors';
import { type AnyConnectionDefinition, type Catalog, combineSecrets, secretPathsOf, separateSecrets } from '@weft/step-kit';
import type * as z from 'zod';
import { type RequestProblem, requestProblems } from '../http/validation-hook.ts';
import type { ManagementServices } from '../services.ts';

type Services = Pick<ManagementServices, 'database' | 'catalog' | 'vault'>;

export interface ConnectionDraft {
  /** A saved connection whose secrets are kept where `secrets` does not name them. */
  readonly id?: string | undefined;
  readonly type: string;
  /** Without secrets. */
  readonly config: Readonly<Record<string, unknown>>;
  /** By path: `authentication.token`. null takes a secret away. */
  readonly secrets: Readonly<Record<string, string | null>>;
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
  const paths = secretPathsOf(definition.config, draft.config);
  refuseMisplacedSecrets(draft, paths);
  const kept = stored === undefined ? {} : services.vault.open(stored.sealedSecrets, stored.id);
  const secrets = Object.fromEntries(
    Object.entries({ ...kept, ...draft.secrets }).filter(
      // A kept secret of a shape that is not chosen any more goes with that shape.
      (entry): entry is [string, string] => entry[1] !== null && entry[1] !== '' && paths.includes(entry[0]),
    ),
  );
  const parsed = definition.config.safeParse(combineSecrets(draft.config, secrets));
  if (!parsed.success) throw invalidConfig(parsed.error);
  return separateSecrets(parsed.data, secretPathsOf(definition.config, parsed.data));
}

function requireConnectionType(catalog: Catalog, type: string): AnyConnectionDefinition {
  const definition = catalog.connections.get(type);
  if (definition !== undefined) return definition;
  const known = [...catalog.connections.keys()].join(', ');
  throw new WeftError('CONNECTION_UNKNOWN', `There is no connection type "${type}". Known are: ${known}.`);
}

/** A secret in `config` would be stored in the clear and shown to everybody. */
function refuseMisplacedSecrets(draft: ConnectionDraft, paths: readonly string[]): void {
  const inConfig = Object.keys(separateSecrets(draft.config, paths).secrets);
  const unknown = Object.entries(draft.secrets).filter(([path, secret]) => secret !== null && !paths.includes(path));
  const problems = [
    ...inConfig.map((path) => problem(`/config/${path.replaceAll('.', '/')}`, 'This is a secret. Send it in "secrets".')),
    ...unknown.map(([path]) => problem(`/secrets/${path}`, 'The connection has no such secret with this configuration.')),
  ];
  const first = problems[0];
  if (first !== undefined) throw new WeftError('CONFIG_INVALID', `${first.pointer}: ${first.message}`, { problems });
}

function problem(pointer: string, message: string): RequestProblem {
  return { in: 'json', pointer, message };
}

function invalidConfig(error: z.core.$ZodError): WeftError {
  const problems = requestProblems(error, 'json').map(({ pointer, message }) => problem(`/config${pointer}`, message));
  const first = problems[0];
  const text = `The connection is not configured correctly. ${first?.pointer ?? ''}: ${first?.message ?? ''}`;
  return new WeftError('CONFIG_INVALID', text, { problems });
}
