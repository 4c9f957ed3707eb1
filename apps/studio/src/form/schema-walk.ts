import { type FieldHint, hintOf } from '@weft/step-kit';
import type * as z from 'zod';

/** A schema without its `optional`, `default` and the like, and what they said. */
export interface Unwrapped {
  readonly schema: z.ZodType;
  readonly optional: boolean;
  readonly fallback: unknown;
}

interface AnyDef {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly defaultValue?: unknown;
}

/** Looks through the wrappers of zod to the schema that says what a value is. */
export function unwrap(schema: z.ZodType): Unwrapped {
  let at = schema;
  let optional = false;
  let fallback: unknown;
  for (;;) {
    const def = at.def as AnyDef;
    if (def.type === 'optional' || def.type === 'nullable') optional = true;
    if (def.type === 'default' || def.type === 'prefault') {
      optional = true;
      fallback = typeof def.defaultValue === 'function' ? def.defaultValue() : def.defaultValue;
    }
    const inner = def.innerType ?? (def.type === 'pipe' ? def.in : undefined);
    if (inner === undefined) return { schema: at, optional, fallback };
    at = inner;
  }
}

/** One field of an object, as a form shows it. */
export interface FieldSpec {
  readonly key: string;
  readonly hint: FieldHint;
  readonly schema: z.ZodType;
  readonly optional: boolean;
  readonly fallback: unknown;
}

/** The fields of an object schema in their order; literals (the marks of a variant) are left out. */
export function fieldsOf(schema: z.ZodType): FieldSpec[] {
  const object = unwrap(schema).schema;
  const shape = (object.def as { shape?: Record<string, z.ZodType> }).shape ?? {};
  return Object.entries(shape).flatMap(([key, raw]) => {
    const { schema: inner, optional, fallback } = unwrap(raw);
    if (inner.def.type === 'literal') return [];
    return [{ key, hint: hintOf(raw) ?? guessHint(key, inner), schema: inner, optional, fallback }];
  });
}

/** The alternatives of a discriminated union, or undefined where the schema is none. */
export interface Variants {
  readonly discriminator: string;
  readonly options: ReadonlyArray<{ readonly value: string; readonly title: string; readonly schema: z.ZodType }>;
}

export function variantsOf(schema: z.ZodType): Variants | undefined {
  const def = unwrap(schema).schema.def as { type: string; discriminator?: string; options?: readonly z.ZodType[] };
  const { discriminator } = def;
  if (def.type !== 'union' || discriminator === undefined) return undefined;
  const options = (def.options ?? []).flatMap((option) => {
    const shape = (unwrap(option).schema.def as { shape?: Record<string, z.ZodType> }).shape;
    const mark = shape?.[discriminator];
    const values = mark === undefined ? [] : ((unwrap(mark).schema.def as { values?: readonly unknown[] }).values ?? []);
    return values.map((value) => ({ value: String(value), title: hintOf(option)?.title ?? humanize(String(value)), schema: option }));
  });
  return { discriminator, options };
}

/** The values of an enum. */
export function choicesOf(schema: z.ZodType): string[] {
  return Object.values((unwrap(schema).schema.def as { entries?: Record<string, string> }).entries ?? {}).map(String);
}

/** What the items of a list are. */
export function elementOf(schema: z.ZodType): z.ZodType | undefined {
  return (unwrap(schema).schema.def as { element?: z.ZodType }).element;
}

/** The smallest value a new item or a new variant begins with; need not be valid yet. */
export function emptyValue(schema: z.ZodType): unknown {
  const { schema: inner, optional, fallback } = unwrap(schema);
  if (fallback !== undefined) return fallback;
  if (optional) return undefined;
  const variants = variantsOf(inner);
  const first = variants?.options[0];
  if (variants !== undefined && first !== undefined)
    return { [variants.discriminator]: first.value, ...(emptyValue(first.schema) as object) };
  switch (inner.def.type) {
    case 'object':
      return emptyObject(inner);
    case 'array':
      return [];
    case 'boolean':
      return false;
    case 'number':
      return 0;
    case 'enum':
      return choicesOf(inner)[0];
    case 'literal':
      return (inner.def as unknown as { values: readonly unknown[] }).values[0];
    default:
      return '';
  }
}

function emptyObject(schema: z.ZodType): Record<string, unknown> {
  const shape = (schema.def as { shape?: Record<string, z.ZodType> }).shape ?? {};
  const entries = Object.entries(shape).map(([key, member]) => [key, emptyValue(member)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function guessHint(key: string, schema: z.ZodType): FieldHint {
  const title = humanize(key);
  const widget = ({ boolean: 'toggle', number: 'number', enum: 'select', array: 'list', object: 'group', union: 'choice' } as const)[
    schema.def.type as 'boolean'
  ];
  return { title, description: '', widget: widget ?? 'text' };
}

/** What people write in capitals. */
const initials = /\b(?:api|html|http|id|json|sql|url|xml)\b/g;

/** `timeLimitMs` → `Time limit ms`, `api-key` → `API key`. */
export function humanize(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase()
    .replaceAll(initials, (word) => word.toUpperCase());
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
