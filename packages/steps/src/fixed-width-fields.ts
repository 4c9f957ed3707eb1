import { field } from '@weft/step-kit';
import * as z from 'zod';

const fixedField = field.group(
  {
    name: field.text({ title: 'Name', description: 'Empty for characters that mean nothing.' }).max(500).default(''),
    length: field.number({ title: 'Length', description: 'In characters.' }).int().min(1).max(100_000),
    align: field
      .select(['left', 'right'], { title: 'Stands', description: 'On which side of its field the text stands.', advanced: true })
      .default('left'),
    fill: field
      .text({ title: 'Filled with', description: 'The character on the other side: a space or 0.', advanced: true })
      .length(1, 'One character.')
      .default(' '),
    number: field.toggle({ title: 'Number', description: 'Leading zeros are no part of it.', advanced: true }).default(false),
  },
  { title: 'Field', description: 'It begins where the one before it ends.' },
);

const fixedRecord = field.group(
  {
    name: field
      .text({ title: 'Name', description: 'Of this kind of line; with several kinds it stands in the member "record".' })
      .max(500)
      .default(''),
    tag: field
      .text({ title: 'Tag', description: 'The text by which lines of this kind are known; empty for those without.', placeholder: 'H' })
      .max(100)
      .default(''),
    fields: field.list(fixedField, { title: 'Fields', description: 'From left to right.' }).min(1, 'There is no field.').max(1_000),
  },
  { title: 'Record', description: 'One kind of line.' },
);

const layout = {
  format: z.literal('fixed-width'),
  records: field.list(fixedRecord, { title: 'Records', description: 'The kinds of lines.' }).min(1, 'There is no record.').max(100),
  tagPosition: field
    .number({ title: 'Position of the tag', description: 'From 1, the same in all kinds of lines.', advanced: true })
    .int()
    .min(1)
    .max(100_000)
    .default(1),
};

/** A fixed-width body that comes in. */
export const fixedWidthSource = field.group(
  {
    ...layout,
    lineEnd: field
      .select(['any', 'lf', 'crlf', 'cr', 'none'], {
        title: 'Line ends',
        description: 'none: one record follows the other.',
        advanced: true,
      })
      .default('any'),
    uneven: field
      .select(['fail', 'allow'], {
        title: 'Lines of another length',
        description: 'allow: shorter lines, and spaces at the end.',
        advanced: true,
      })
      .default('fail'),
  },
  { title: 'Fixed width', description: 'Lines whose fields stand at fixed positions.' },
);

/** A fixed-width body that goes out. */
export const fixedWidthTarget = field.group(
  {
    ...layout,
    lineEnd: field
      .select(['lf', 'crlf', 'cr', 'none'], { title: 'Line ends', description: 'none: one record follows the other.', advanced: true })
      .default('lf'),
  },
  { title: 'Fixed width', description: 'Lines whose fields stand at fixed positions.' },
);
