import { field } from '@weft/step-kit';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { fieldTable } from './field-table.ts';

const text = (title: string) => ({ title, description: `${title} | explained.` });

test('every field has a row, those inside lists, groups and choices too', () => {
  const schema = z.strictObject({
    mode: field.select(['a', 'b'], text('Mode')).default('a'),
    limit: field.number(text('Limit')).optional(),
    items: field.list(field.group({ name: field.text(text('Name')) }, text('Item')), text('Items')),
    login: field.choice(
      'kind',
      [
        field.group({ kind: z.literal('none') }, text('None')),
        field.group({ kind: z.literal('basic'), user: field.text(text('User')) }, text('Basic')),
      ],
      text('Login'),
    ),
  });
  expect(fieldTable(schema).split('\n').slice(2)).toEqual([
    '| `mode` | Mode | `a` `b` | `"a"` | Mode \\| explained. |',
    '| `limit` | Limit | number | none | Limit \\| explained. |',
    '| `items` | Items | list | required | Items \\| explained. |',
    '| `items[].name` | Name | text | required | Name \\| explained. |',
    '| `login` | Login | `kind`: `none` `basic` | required | Login \\| explained. |',
    '| `login.user` | User | text | required | User \\| explained. |',
  ]);
});
