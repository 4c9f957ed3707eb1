import { type FieldHint, hintOf } from '@weft/step-kit';
import type * as z from 'zod';

/** One field of a config: its value, its hint where it has one, and where it stands (keys and indexes). */
export interface ConfigField {
  readonly path: readonly PropertyKey[];
  readonly value: unknown;
  readonly hint: FieldHint | undefined;
  /** It is what the schema gives where nothing was set. */
  readonly isDefault: boolean;
}

/** Every field of a config that has a value, outermost first. Fields of lists, groups and alternatives are found too. */
export function* configFields(schema: z.ZodType, value: unknown, path: readonly PropertyKey[] = []): Generator<ConfigField> {
  if (value === undefined) return;
  yield { path, value, hint: hintOf(schema), isDefault: value === (schema.def as { defaultValue?: unknown }).defaultValue };
  for (const [key, inner] of childrenOf(schema, value)) yield* configFields(inner, Reflect.get(Object(value), key), [...path, key]);
}

/** The hint of the field at a path (of a zod issue, say); undefined where there is none. */
export function hintAt(schema: z.ZodType, value: unknown, path: readonly PropertyKey[]): FieldHint | undefined {
  let at: z.ZodType | undefined = schema;
  let inside = value;
  for (const key of path) {
    at = at === undefined ? undefined : childrenOf(at, inside, key).find(([name]) => name === key)?.[1];
    inside = typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined;
  }
  return at === undefined ? undefined : hintOf(at);
}

type Child = readonly [PropertyKey, z.ZodType];

/** The schemas one level down: of the keys that are there, and of `wanted` also where its value is missing. */
function childrenOf(schema: z.ZodType, value: unknown, wanted?: PropertyKey): Child[] {
  const plain = unwrapped(schema, value);
  const { shape, element, valueType } = plain.def as { shape?: z.ZodRawShape; element?: z.ZodType; valueType?: z.ZodType };
  if (shape !== undefined) return Object.entries(shape as Record<string, z.ZodType>);
  const keys = Array.isArray(value) ? [...value.keys()] : typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const inner = Array.isArray(value) ? element : valueType;
  if (inner === undefined) return [];
  const all = wanted === undefined || keys.includes(wanted as never) ? keys : [...keys, wanted];
  return all.map((key) => [key, inner]);
}

/** Looks through `optional`, `default` and the like, and picks the alternative of a union that the value belongs to. */
function unwrapped(schema: z.ZodType, value: unknown): z.ZodType {
  const {
    innerType,
    in: piped,
    options,
    discriminator,
  } = schema.def as {
    innerType?: z.ZodType;
    in?: z.ZodType;
    options?: readonly z.ZodType[];
    discriminator?: string;
  };
  if (innerType !== undefined) return unwrapped(innerType, value);
  if (piped !== undefined) return unwrapped(piped, value);
  if (options === undefined) return schema;
  const fits = options.find((option) =>
    discriminator === undefined ? option.safeParse(value).success : hasTag(option, discriminator, value),
  );
  return fits === undefined ? schema : unwrapped(fits, value);
}

function hasTag(option: z.ZodType, discriminator: string, value: unknown): boolean {
  const { shape } = option.def as { shape?: Readonly<Record<string, z.ZodType>> };
  const tag = typeof value === 'object' && value !== null ? Reflect.get(value, discriminator) : undefined;
  return shape?.[discriminator]?.safeParse(tag).success ?? false;
}
