import { field } from '@weft/step-kit';
import * as z from 'zod';

const columnName = () => field.text({ title: 'Column', description: 'Its name.' }).min(1, 'The name is empty.').max(500);

/** What one CSV file differs in from another, for reading and writing. */
const dialect = () => ({
  delimiter: field
    .text({ title: 'Delimiter', description: 'Between cells: one character or more, \\t for a tab.', placeholder: ',' })
    .min(1, 'The delimiter is empty.')
    .max(10)
    .default(','),
  quote: field
    .text({ title: 'Quote', description: 'Around cells; empty where there are no quotes.', advanced: true })
    .max(1, 'The quote is one character.')
    .default('"'),
  escapedBy: field
    .text({
      title: 'Escape',
      description: 'What stands before a quote inside quotes: the quote again, or a backslash. Without quotes: before anything.',
      advanced: true,
    })
    .max(1, 'The escape is one character.')
    .default('"'),
});

/** A CSV body that comes in. */
export const csvSource = field.group(
  {
    format: z.literal('csv'),
    ...dialect(),
    header: field
      .select(['first-row', 'named', 'none'], {
        title: 'Names of columns',
        description: 'first-row: they stand in the file; named: they are listed below; none: every row becomes a list.',
      })
      .default('first-row'),
    columns: field
      .list(columnName(), { title: 'Columns', description: 'Their names, in the order of the cells, where the file has none.' })
      .max(5_000)
      .default([]),
    skipRows: field
      .number({ title: 'Rows to skip', description: 'Before the names or the data.', advanced: true })
      .int()
      .min(0)
      .max(10_000)
      .default(0),
    numbers: field
      .toggle({
        title: 'Numbers',
        description: 'Cells written like a number in JSON become one, digits kept; 007 and 1,50 stay text.',
      })
      .default(false),
    empty: field
      .select(['text', 'null', 'left-out'], {
        title: 'Empty cells',
        description: 'Become an empty text, null, or nothing.',
        advanced: true,
      })
      .default('text'),
    uneven: field
      .select(['fail', 'allow'], {
        title: 'Rows of another length',
        description: 'allow: missing cells are empty, further ones are called column_5 and so on.',
        advanced: true,
      })
      .default('fail'),
    trim: field
      .toggle({ title: 'Trim', description: 'Takes spaces and tabs around cells away; not inside quotes.', advanced: true })
      .default(false),
    comment: field
      .text({
        title: 'Comments',
        description: 'Lines that begin with this are left out; empty for none.',
        placeholder: '#',
        advanced: true,
      })
      .max(10)
      .default(''),
    skipBlank: field
      .toggle({ title: 'Skip blank lines', description: 'Else a blank line is a row with one empty cell.', advanced: true })
      .default(true),
    lineEnd: field
      .select(['any', 'lf', 'crlf', 'cr'], { title: 'Line ends', description: 'any takes all three, also mixed.', advanced: true })
      .default('any'),
  },
  { title: 'CSV', description: 'Rows of cells with a delimiter between them.' },
);

/** A CSV body that goes out. */
export const csvTarget = field.group(
  {
    format: z.literal('csv'),
    ...dialect(),
    header: field
      .toggle({ title: 'Names in the first row', description: 'Whether the file says what its columns are called.' })
      .default(true),
    columns: field
      .list(columnName(), { title: 'Columns', description: 'Which, in which order. Left empty: the members of the first record.' })
      .max(5_000)
      .default([]),
    quoting: field
      .select(['needed', 'text', 'all'], {
        title: 'Quotes around',
        description: 'needed: cells that could not be read otherwise; text: all but numbers; all: all.',
        advanced: true,
      })
      .default('needed'),
    guardFormulas: field
      .toggle({
        title: 'Guard against formulas',
        description: 'Puts an apostrophe before texts that a spreadsheet would run. The text is not the same then.',
        advanced: true,
      })
      .default(false),
    lineEnd: field
      .select(['crlf', 'lf', 'cr'], { title: 'Line ends', description: 'crlf is what the standard says.', advanced: true })
      .default('crlf'),
  },
  { title: 'CSV', description: 'Rows of cells with a delimiter between them.' },
);
