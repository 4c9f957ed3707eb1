import { field } from '@weft/step-kit';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { choicesOf, emptyValue, fieldsOf, humanize, variantsOf } from './schema-walk.ts';

const about = { title: 'Title', description: 'Description.' };
const schema = z.strictObject({
  path: field.text({ ...about, title: 'Path' }).min(1),
  level: field.select(['low', 'high'], about).default('low'),
  shape: field
    .choice(
      'kind',
      [
        field.group({ kind: z.literal('none') }, { ...about, title: 'None' }),
        field.group({ kind: z.literal('basic'), user: field.text(about) }, { ...about, title: 'Name and password' }),
      ],
      about,
    )
    .default({ kind: 'none' }),
  note: field.multiline(about).optional(),
});

describe('a form made from a schema', () => {
  it('has the fields in their order, with hint, default and whether they may be left out', () => {
    const specs = fieldsOf(schema);
    expect(specs.map(({ key, hint, optional, fallback }) => [key, hint.widget, optional, fallback])).toEqual([
      ['path', 'text', false, undefined],
      ['level', 'select', true, 'low'],
      ['shape', 'choice', true, { kind: 'none' }],
      ['note', 'multiline', true, undefined],
    ]);
  });

  it('offers the variants of a choice by their titles, and shows no field for the mark', () => {
    const variants = variantsOf(schema.shape.shape);
    expect(variants?.discriminator).toBe('kind');
    expect(variants?.options.map(({ value, title }) => [value, title])).toEqual([
      ['none', 'None'],
      ['basic', 'Name and password'],
    ]);
    expect(fieldsOf(variants?.options[1]?.schema ?? schema).map(({ key }) => key)).toEqual(['user']);
  });

  it('knows the values of a select and the smallest value of a new item', () => {
    expect(choicesOf(schema.shape.level)).toEqual(['low', 'high']);
    expect(emptyValue(field.group({ name: field.text(about), on: field.toggle(about) }, about))).toEqual({ name: '', on: false });
  });

  it('turns names into words', () => {
    expect(humanize('timeLimitMs')).toBe('Time limit ms');
    expect(humanize('api-key')).toBe('API key');
  });
});
