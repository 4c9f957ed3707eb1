import * as z from 'zod';

/** How a form shows a field. A closed list: one widget of the studio each. */
export type Widget =
  | 'text'
  | 'multiline'
  | 'number'
  | 'toggle'
  | 'select'
  | 'expression'
  | 'template'
  | 'code'
  | 'connection'
  | 'process'
  | 'secret'
  | 'list'
  | 'group'
  | 'choice';

/** What a form needs to know about a field beside its schema. Flows into the JSON Schema under the same names. */
export interface FieldHint {
  readonly title: string;
  readonly description: string;
  readonly widget: Widget;
  readonly placeholder?: string;
  /** Shown only after "More settings". */
  readonly advanced?: boolean;
  /** For `code` and `template`: the language Monaco colours (`sql`, `json`, `xml`, `javascript`, `plaintext`). */
  readonly language?: string;
  /** For `connection`: the connection type that fits (`http`, `postgres`, …). */
  readonly connectionType?: string;
}

export type FieldOptions = Omit<FieldHint, 'widget'>;

/** Every hint, beside the schema it describes. */
export const hints = z.registry<FieldHint>();

function hinted<S extends z.ZodType>(schema: S, widget: Widget, options: FieldOptions): S {
  // Registering on a copy keeps two fields made from one schema apart.
  const own = schema.clone() as S;
  hints.add(own, { ...options, widget });
  return own;
}

/** The hint of a field, also through `optional`, `default`, `nullable` and the like. */
export function hintOf(schema: z.ZodType): FieldHint | undefined {
  for (let at: z.ZodType | undefined = schema; at !== undefined; at = innerOf(at)) {
    const hint = hints.get(at);
    if (hint !== undefined) return hint;
  }
  return undefined;
}

function innerOf(schema: z.ZodType): z.ZodType | undefined {
  const definition = schema.def as { innerType?: z.ZodType };
  return definition.innerType;
}

/**
 * The fields a config schema is made of. Each makes a zod schema and records how a form shows it; add `.optional()`,
 * `.default(…)` and further checks as with any zod schema (a `.default` around a field keeps its hint).
 */
export const field = {
  text: (options: FieldOptions) => hinted(z.string(), 'text', options),
  multiline: (options: FieldOptions) => hinted(z.string(), 'multiline', options),
  number: (options: FieldOptions) => hinted(z.number(), 'number', options),
  toggle: (options: FieldOptions) => hinted(z.boolean(), 'toggle', options),
  select: <const V extends readonly [string, ...string[]]>(values: V, options: FieldOptions) => hinted(z.enum(values), 'select', options),
  /** A JavaScript expression; compiled by `kit.expression`. */
  expression: (options: FieldOptions) => hinted(z.string(), 'expression', options),
  /** Text with `{{ expression }}` inside; compiled by `kit.template`. */
  template: (options: FieldOptions) => hinted(z.string(), 'template', options),
  /** Source code, edited in Monaco. */
  code: (options: FieldOptions & { readonly language: string }) => hinted(z.string(), 'code', options),
  /** The id of a connection. */
  connection: (options: FieldOptions & { readonly connectionType: string }) => hinted(z.string(), 'connection', options),
  /** The id of a process. */
  process: (options: FieldOptions) => hinted(z.string(), 'process', options),
  /** Only in connections: encrypted at rest, write-only everywhere. */
  secret: (options: FieldOptions) => hinted(z.string(), 'secret', options),
  list: <S extends z.ZodType>(item: S, options: FieldOptions) => hinted(z.array(item), 'list', options),
  /**
   * One of several shapes, told apart by a literal member; each shape is a `field.group` whose title names it in the form.
   * The form shows the literal as a select and the members of the chosen shape below it.
   */
  choice: <const D extends string, const O extends readonly [z.ZodObject, ...z.ZodObject[]]>(
    discriminator: D,
    shapes: O,
    options: FieldOptions,
  ) =>
    hinted(
      z.discriminatedUnion(
        discriminator,
        shapes as unknown as Parameters<typeof z.discriminatedUnion>[1],
      ) as unknown as z.ZodDiscriminatedUnion<O, D>,
      'choice',
      options,
    ),
  group: <S extends z.ZodRawShape>(shape: S, options: FieldOptions) => hinted(z.strictObject(shape), 'group', options),
};
