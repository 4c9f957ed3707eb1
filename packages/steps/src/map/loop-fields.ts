import { field } from '@weft/step-kit';
import type * as z from 'zod';

/** A name as expressions can use it. */
const nameSyntax = /^[A-Za-z_$][\w$]*$/;

const nameField = (title: string, description: string, placeholder: string) =>
  field
    .text({ title, description, placeholder })
    .regex(nameSyntax, 'A name has letters, digits and underscores, and begins with no digit.')
    .max(100);

/** Values that are worked out once and then have a name. */
export const sources = () =>
  field
    .list(
      field.group(
        {
          name: nameField('Name', 'How the fields call it.', 'customer'),
          value: field
            .expression({ title: 'Value', description: 'What it is. Names further up can be used.' })
            .min(1, 'The expression is empty.'),
        },
        { title: 'Source', description: 'One name.' },
      ),
      { title: 'Sources', description: 'Parts of what came in, each with a name of its own, worked out once.', advanced: true },
    )
    .max(200)
    .default([]);

/** Cross-reference tables: what one system calls it, and what the other does. */
export const tables = () =>
  field
    .list(
      field.group(
        {
          name: nameField('Name', 'How expressions call it: lookup(countries, body.country).', 'countries'),
          rows: field
            .list(
              field.group(
                {
                  from: field.text({ title: 'From', description: 'The key.' }),
                  to: field.text({ title: 'To', description: 'What stands for it.' }),
                },
                { title: 'Row', description: 'A key and what stands for it.' },
              ),
              { title: 'Rows', description: 'Each key once.' },
            )
            .max(10_000)
            .default([]),
        },
        { title: 'Table', description: 'Keys and what stands for them.' },
      ),
      { title: 'Tables', description: 'Cross-reference tables for the helper lookup.', advanced: true },
    )
    .max(50)
    .default([]);

const join = () =>
  field.group(
    {
      as: nameField('Name', 'How the fields call what was found; null where nothing was.', 'customer'),
      list: field.expression({ title: 'List', description: 'Where to look.', placeholder: 'customers' }).min(1, 'The expression is empty.'),
      key: field
        .expression({ title: 'Its key', description: 'Of each item there.', placeholder: 'customer.id' })
        .min(1, 'The expression is empty.'),
      equals: field
        .expression({
          title: 'Equals',
          description: 'Of the item that the loop is at. Numbers and texts alike are equal.',
          placeholder: 'order.customerId',
        })
        .min(1, 'The expression is empty.'),
    },
    { title: 'Join', description: 'Finds the item of another list that belongs to it.' },
  );

/** Lists of the result that are made item by item from a list. */
export const loops = () =>
  field
    .list(
      field.group(
        {
          target: field.text({
            title: 'Target',
            description: 'The list in the result. Its fields are then order.lines[].sku and the like.',
            placeholder: 'order.lines',
          }),
          each: field
            .expression({
              title: 'For each of',
              description: 'The list. One value alone is a list of one, none an empty list.',
              placeholder: 'body.lines',
            })
            .min(1, 'The expression is empty.'),
          as: nameField('As', 'How the fields call the item; with Position behind it, its number in the result, from 1.', 'line').default(
            'item',
          ),
          joins: field
            .list(join(), { title: 'Joins', description: 'Items of other lists that belong to it, found by key.', advanced: true })
            .max(20)
            .default([]),
          where: field
            .expression({ title: 'Only where', description: 'Left empty: all of them.', placeholder: 'line.qty > 0' })
            .default(''),
          sortBy: field
            .expression({ title: 'Sort by', description: 'Left empty: in the order they have.', placeholder: 'line.sku', advanced: true })
            .default(''),
          direction: field
            .select(['asc', 'desc'], { title: 'Direction', description: 'Smallest or largest first.', advanced: true })
            .default('asc'),
        },
        { title: 'Loop', description: 'One list of the result.' },
      ),
      { title: 'Loops', description: 'Lists of the result that are made item by item. A loop may lie in another: orders[].lines.' },
    )
    .max(100)
    .default([]);

export type Loop = z.output<ReturnType<typeof loops>>[number];
