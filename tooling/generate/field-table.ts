/** A config schema as a Markdown table, from the same hints that the forms are made of. */
import { hintOf } from '@weft/step-kit';
import * as z from 'zod';

/** One row a field; the fields inside lists, groups and choices follow theirs with a dotted name. */
export function fieldTable(config: z.ZodType): string {
  const rows = rowsOf(config, '');
  if (rows.length === 0) return 'None.';
  return `| Setting | Title | Kind | Default | |\n|---|---|---|---|---|\n${rows.join('\n')}`;
}

function rowsOf(schema: z.ZodType, prefix: string): string[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, field]) => fieldRows(field, `${prefix}${name}`));
}

function fieldRows(field: z.ZodType, name: string): string[] {
  const hint = hintOf(field);
  // The literal that tells the shapes of a choice apart is told by the rows of the shapes.
  if (hint === undefined) return [];
  const { inner, fallback } = unwrapped(field);
  return [
    `| \`${name}\` | ${hint.title} | ${kindOf(inner, hint.widget)} | ${fallback} | ${escaped(hint.description)} |`,
    ...below(inner, name),
  ];
}

function below(inner: z.ZodType, name: string): string[] {
  if (inner instanceof z.ZodObject) return rowsOf(inner, `${name}.`);
  if (inner instanceof z.ZodArray) {
    const item = inner.element as z.ZodType;
    return item instanceof z.ZodObject ? rowsOf(item, `${name}[].`) : [];
  }
  if (inner instanceof z.ZodDiscriminatedUnion) return shapesOf(inner).flatMap(({ schema }) => rowsOf(schema, `${name}.`));
  return [];
}

function shapesOf(union: z.ZodDiscriminatedUnion): { readonly value: string; readonly schema: z.ZodObject }[] {
  const { discriminator } = union.def;
  return (union.options as z.ZodObject[]).map((schema) => {
    const literal = schema.shape[discriminator] as z.ZodLiteral;
    return { value: String(literal.value), schema };
  });
}

function kindOf(inner: z.ZodType, widget: string): string {
  if (inner instanceof z.ZodEnum) return inner.options.map((option) => `\`${option}\``).join(' ');
  if (inner instanceof z.ZodDiscriminatedUnion) {
    return `\`${inner.def.discriminator}\`: ${shapesOf(inner)
      .map(({ value }) => `\`${value}\``)
      .join(' ')}`;
  }
  if (inner instanceof z.ZodArray && inner.element instanceof z.ZodEnum) {
    return `list of ${inner.element.options.map((option) => `\`${option}\``).join(' ')}`;
  }
  return widget;
}

/** What is inside `optional`, `default` and the like, and how the table writes the default. */
function unwrapped(field: z.ZodType): { readonly inner: z.ZodType; readonly fallback: string } {
  let inner = field;
  let fallback = 'required';
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodNullable) {
    if (inner instanceof z.ZodDefault) fallback = `\`${JSON.stringify(inner.def.defaultValue)}\``;
    else if (fallback === 'required') fallback = 'none';
    inner = inner.def.innerType as z.ZodType;
  }
  return { inner, fallback };
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}
