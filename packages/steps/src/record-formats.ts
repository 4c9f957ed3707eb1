import { WeftError } from '@weft/errors';
import {
  csvDefaults,
  csvDialectProblem,
  csvReader,
  csvWriter,
  fixedLayoutProblem,
  fixedWidthReader,
  type RecordReader,
  type RecordWriter,
} from '@weft/formats';
import type * as z from 'zod';
import type { csvSource, csvTarget } from './csv-fields.ts';
import type { fixedWidthSource } from './fixed-width-fields.ts';

type CsvSource = Omit<z.output<typeof csvSource>, 'format'>;
type CsvTarget = Omit<z.output<typeof csvTarget>, 'format'>;
type FixedWidthSource = Omit<z.output<typeof fixedWidthSource>, 'format'>;

/** How CSV is read that comes in as a step's settings say. @throws WeftError `CONFIG_INVALID` below `pointer` where they contradict each other. */
export function csvReading(source: CsvSource, pointer: string): () => RecordReader {
  const dialect = { ...source, delimiter: source.delimiter.replaceAll('\\t', '\t') };
  refuse(csvDialectProblem(dialect), `${pointer}/delimiter`);
  if (source.header === 'named' && source.columns.length === 0) refuse('No column is named.', `${pointer}/columns`);
  const table = { ...source, columns: source.header === 'named' ? source.columns : source.header };
  return () => csvReader(dialect, table);
}

/** As {@link csvReading}, for writing. */
export function csvWriting(target: CsvTarget, pointer: string): () => RecordWriter {
  const dialect = { ...csvDefaults, ...target, delimiter: target.delimiter.replaceAll('\\t', '\t') };
  refuse(csvDialectProblem(dialect), `${pointer}/delimiter`);
  return () => csvWriter(dialect, target);
}

/** As {@link csvReading}, for lines whose fields stand at fixed positions. */
export function fixedWidthReading(source: FixedWidthSource, pointer: string): () => RecordReader {
  refuse(fixedLayoutProblem(source), `${pointer}/records`);
  return () => fixedWidthReader(source);
}

/** @throws WeftError `CONFIG_INVALID` where there is a problem. */
export function refuse(problem: string | undefined, pointer: string): void {
  if (problem !== undefined) throw new WeftError('CONFIG_INVALID', problem, { place: { pointer } });
}
