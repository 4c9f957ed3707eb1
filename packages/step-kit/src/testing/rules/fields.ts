import type * as z from 'zod';
import { hintOf } from '../../field.ts';
import type { Rule } from '../rule.ts';

/** A form and the reference can be made from the schema alone. */
export const fieldsAreDescribed: Rule = {
  name: 'every field of its config has a title and a description',
  check: ({ entry }) => problemsOf(entry.definition.config as z.ZodType, ''),
};

interface SchemaParts {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly options?: readonly z.ZodType[];
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
}

function problemsOf(schema: z.ZodType, pointer: string): string[] {
  const parts = schema.def as unknown as SchemaParts;
  const members = Object.entries(parts.shape ?? {}).flatMap(([name, member]) => memberProblems(member, `${pointer}/${name}`));
  const inner = [parts.element, parts.valueType, parts.innerType, parts.in, ...(parts.options ?? [])];
  return [...members, ...inner.flatMap((part) => (part === undefined ? [] : problemsOf(part, pointer)))];
}

function memberProblems(member: z.ZodType, pointer: string): string[] {
  const below = problemsOf(member, pointer);
  // The literal that tells the shapes of a choice apart is shown as the choice itself.
  if ((member.def as unknown as SchemaParts).type === 'literal') return below;
  const hint = hintOf(member);
  if (hint === undefined) return [`${pointer} was not made with field.*`, ...below];
  if (hint.title.trim() === '') return [`${pointer} has no title.`, ...below];
  return hint.description.trim() === '' ? [`${pointer} has no description.`, ...below] : below;
}
