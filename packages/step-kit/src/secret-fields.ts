import type * as z from 'zod';
import { hintOf } from './field.ts';

/** What zod says about a schema, as far as it is needed to find secrets in it. */
interface Inside {
  readonly innerType?: z.ZodType;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly discriminator?: string;
  readonly options?: readonly z.ZodType[];
  readonly values?: readonly unknown[];
}

/**
 * The secret fields that a config of this shape has, as paths: `password`, `authentication.token`. Of a choice only the shape
 * that `value` chose counts. Secrets inside lists are not supported.
 */
export function secretPathsOf(schema: z.ZodType, value: unknown, path = ''): string[] {
  if (hintOf(schema)?.widget === 'secret') return [path];
  const inside = schema.def as Inside;
  if (inside.innerType !== undefined) return secretPathsOf(inside.innerType, value, path);
  if (inside.options !== undefined) {
    const chosen = inside.options.find((option) => isChosen(option, inside.discriminator, value));
    return chosen === undefined ? [] : secretPathsOf(chosen, value, path);
  }
  return Object.entries(inside.shape ?? {}).flatMap(([name, member]) =>
    secretPathsOf(member, memberOf(value, name), path === '' ? name : `${path}.${name}`),
  );
}

/** Takes the secrets at `paths` out of a config: what remains may be shown. */
export function separateSecrets(
  config: Readonly<Record<string, unknown>>,
  paths: readonly string[],
): { readonly config: Record<string, unknown>; readonly secrets: Record<string, string> } {
  const rest = structuredClone(config) as Record<string, unknown>;
  const secrets: Record<string, string> = {};
  for (const path of paths) {
    const [parent, name] = parentOf(rest, path);
    const secret = parent?.[name];
    if (parent === undefined || secret === undefined) continue;
    if (typeof secret === 'string' && secret !== '') secrets[path] = secret;
    delete parent[name];
  }
  return { config: rest, secrets };
}

/** Puts secrets back to where they were: the opposite of {@link separateSecrets}. What has no place any more is left out. */
export function combineSecrets(
  config: Readonly<Record<string, unknown>>,
  secrets: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const whole = structuredClone(config) as Record<string, unknown>;
  for (const [path, secret] of Object.entries(secrets)) {
    const [parent, name] = parentOf(whole, path);
    if (parent !== undefined) parent[name] = secret;
  }
  return whole;
}

function isChosen(option: z.ZodType, discriminator: string | undefined, value: unknown): boolean {
  if (discriminator === undefined) return false;
  const literal = (option.def as Inside).shape?.[discriminator];
  return ((literal?.def as Inside | undefined)?.values ?? []).includes(memberOf(value, discriminator));
}

function parentOf(root: Record<string, unknown>, path: string): readonly [Record<string, unknown> | undefined, string] {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at: unknown = root;
  for (const name of names) at = memberOf(at, name);
  return [isRecord(at) && last !== '__proto__' ? at : undefined, last];
}

function memberOf(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
