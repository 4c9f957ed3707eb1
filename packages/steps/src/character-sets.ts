import { field } from '@weft/step-kit';

/** Those that files from elsewhere come in. All can be read and written. */
const charsets = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'windows-1250', 'iso-8859-1', 'iso-8859-15', 'us-ascii'] as const;

/** What a body was written in, where its sender forgot to say or said it wrong. */
export const readCharset = () =>
  field
    .select(['as-declared', ...charsets], {
      title: 'Read as',
      description:
        'The character set. as-declared takes what the content type or the XML says, UTF-8 where nothing does. A byte order mark always wins.',
      advanced: true,
    })
    .default('as-declared');

/** What a body is to be written in. */
export const writeCharset = () =>
  field
    .select([...charsets, 'utf-8-with-mark'], {
      title: 'Write as',
      description: 'The character set. Excel wants utf-8-with-mark; UTF-16 always has a mark.',
      advanced: true,
    })
    .default('utf-8');
