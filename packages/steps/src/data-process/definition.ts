import { defineStep, field } from '@weft/step-kit';
import * as z from 'zod';
import { oneLine } from '../one-line.ts';

const base64Encode = field.group(
  {
    do: z.literal('base64-encode'),
    wrap: field.toggle({ title: 'In lines', description: 'Breaks the text after every 76 characters, as mail wants it.' }).default(false),
  },
  { title: 'Encode as Base64', description: 'Bytes become a text of 64 harmless characters.' },
);

const base64Decode = field.group(
  { do: z.literal('base64-decode') },
  {
    title: 'Decode Base64',
    description: 'The bytes that a Base64 text stands for; white space is skipped, the URL-safe alphabet is known.',
  },
);

const gzip = field.group({ do: z.literal('gzip') }, { title: 'Compress (gzip)', description: 'Makes a gzip file of the bytes.' });

const gunzip = field.group({ do: z.literal('gunzip') }, { title: 'Decompress (gzip)', description: 'The bytes that are in a gzip file.' });

const zip = field.group(
  {
    do: z.literal('zip'),
    name: field
      .text({ title: 'File name', description: 'What the file in it is called.', placeholder: 'orders.csv' })
      .min(1, 'The name is empty.')
      .max(500)
      .default('document'),
  },
  { title: 'Pack (zip)', description: 'Makes a zip file with one file in it.' },
);

const unzip = field.group(
  {
    do: z.literal('unzip'),
    names: field
      .text({ title: 'Only files called', description: 'A name, * for any characters, ? for one. Left empty: all.', placeholder: '*.csv' })
      .max(500)
      .default(''),
  },
  { title: 'Unpack (zip)', description: 'Every file in a zip file becomes a document of its own.' },
);

const convert = field.group(
  {
    do: z.literal('convert-charset'),
    from: field
      .select(['as-declared', 'utf-8', 'utf-16le', 'utf-16be', 'iso-8859-1', 'windows-1252'], {
        title: 'From',
        description: 'as-declared takes what the content type says, UTF-8 where it says nothing. A byte order mark always wins.',
      })
      .default('as-declared'),
    to: field
      .select(['utf-8', 'utf-16le', 'utf-16be', 'iso-8859-1', 'us-ascii'], { title: 'To', description: 'UTF-16 gets a byte order mark.' })
      .default('utf-8'),
    onUnknown: field
      .select(['fail', 'question-mark'], {
        title: 'Unknown characters',
        description: 'What happens with a character that the target does not have.',
      })
      .default('fail'),
  },
  { title: 'Convert the character set', description: 'Writes the text in another character set and says so in the content type.' },
);

const replace = field.group(
  {
    do: z.literal('replace'),
    find: field
      .text({ title: 'Find', description: 'The text to find, or the regular expression.' })
      .min(1, 'There is nothing to find.')
      .max(1_000, 'What to find has at most 1,000 characters.'),
    replacement: field
      .text({
        title: 'Replace by',
        description: 'With a regular expression, $1 to $9 are its groups, $& is the whole match and $$ a dollar sign.',
      })
      .max(10_000)
      .default(''),
    isPattern: field
      .toggle({
        title: 'Regular expression',
        description: 'Takes Find for a regular expression in RE2 syntax, which has no look-around and no back-references.',
      })
      .default(false),
    ignoreCase: field.toggle({ title: 'Ignore case', description: 'Capital and small letters are the same.' }).default(false),
  },
  { title: 'Search and replace', description: 'Replaces every occurrence in the text.' },
);

const trim = field.group(
  {
    do: z.literal('trim'),
    where: field
      .select(['both', 'start', 'end', 'each-line'], {
        title: 'Where',
        description: 'White space at which ends of the text goes; each-line trims both ends of every line.',
      })
      .default('both'),
  },
  { title: 'Trim', description: 'Takes white space away.' },
);

const config = z.strictObject({
  operations: field
    .list(
      field.choice('do', [base64Encode, base64Decode, gzip, gunzip, zip, unzip, convert, replace, trim], {
        title: 'Operation',
        description: 'What is done with the bytes.',
      }),
      { title: 'Operations', description: 'Done from top to bottom, each with what the one before it made.' },
    )
    .min(1, 'There is no operation.')
    .max(20, 'There are at most 20 operations.'),
  contentType: field
    .text({
      title: 'Content type',
      description: 'Of the result. Left empty, it follows from the operations.',
      placeholder: 'application/pdf',
      advanced: true,
    })
    .regex(
      /^(?:[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:;[\x20-\x7e]*)?)?$/,
      'A content type looks like text/csv or application/json; charset=utf-8.',
    )
    .max(255)
    .default(''),
  bytesMax: field
    .number({
      title: 'Largest result',
      description: 'In bytes, of each operation. More fails the step, so that a small file cannot unpack to fill the memory.',
      advanced: true,
    })
    .int()
    .min(1)
    .max(256 * 1024 * 1024, 'A result has at most 268,435,456 bytes.')
    .default(32 * 1024 * 1024),
});

/** Works on the bytes of a body. */
export const definition = defineStep({
  type: 'data-process',
  version: 1,
  title: 'Data process',
  summary: 'Encodes, compresses, converts, replaces in or trims the body, in steps one after the other.',
  category: 'shape',
  keywords: [
    'base64',
    'gzip',
    'gunzip',
    'zip',
    'unzip',
    'archive',
    'compress',
    'decompress',
    'extract from file',
    'convert to file',
    'marshal',
    'unmarshal',
    'encode',
    'decode',
    'charset',
    'character encoding',
    'search and replace',
    'regex',
    'trim',
    'compression',
  ],
  role: 'step',
  effect: 'none',
  config,
  initial: { operations: [{ do: 'base64-encode', wrap: false }] },
  ports: () => [{ id: 'out', title: 'result' }],
  splits: ({ operations }) => operations.some((operation) => operation.do === 'unzip'),
  describe: ({ operations }) => oneLine(operations.map((operation) => operation.do).join(', ')),
});

export type Operation = z.output<typeof config>['operations'][number];
