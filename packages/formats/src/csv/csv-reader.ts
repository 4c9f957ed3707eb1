import { WeftError } from '@weft/errors';
import { type CellRules, cellValue } from '../records/cell-value.ts';
import type { RecordReader } from '../records/record-reader.ts';
import type { CsvDialect } from './csv-dialect.ts';
import { type CsvRow, csvRows } from './csv-rows.ts';

/** How rows become records. */
export interface CsvTable extends CellRules {
  /** Where the names come from: the first row, or this list; `none` makes lists of the cells. */
  readonly columns: 'first-row' | 'none' | readonly string[];
  /** What happens with a row that has more or fewer cells than there are names. Missing cells are empty, more are `column_5`. */
  readonly uneven: 'fail' | 'allow';
  /** Rows before the names, or before the data, that are left out. */
  readonly skipRows: number;
}

export const csvTableDefaults: CsvTable = { columns: 'first-row', uneven: 'fail', skipRows: 0, numbers: false, empty: 'text' };

/** The rows of a CSV text as objects (or lists of cells). */
export function csvReader(dialect: CsvDialect, table: CsvTable): RecordReader {
  const rows = csvRows(dialect);
  let toSkip = table.skipRows;
  let names: readonly string[] | undefined = typeof table.columns === 'string' ? undefined : namesOf(table.columns);

  function recordOf({ cells, line }: CsvRow): unknown {
    if (names === undefined) return cells.map((cell) => cellValue(cell, table) ?? null);
    if (cells.length !== names.length && table.uneven === 'fail') throw uneven(line, cells.length, names);
    const record: Record<string, unknown> = {};
    const count = Math.max(cells.length, names.length);
    for (let index = 0; index < count; index++) {
      const value = cellValue(cells[index] ?? '', table);
      if (value !== undefined) record[names[index] ?? `column_${index + 1}`] = value;
    }
    return record;
  }

  function records(found: readonly CsvRow[]): unknown[] {
    const made: unknown[] = [];
    for (const row of found) {
      if (toSkip > 0) toSkip--;
      else if (names === undefined && table.columns === 'first-row') names = namesOf(row.cells);
      else made.push(recordOf(row));
    }
    return made;
  }

  return { write: (text) => records(rows.write(text)), end: () => records(rows.end()) };
}

/** Every column needs a name of its own: `column_3` where there is none, `price_2` for the second "price". */
function namesOf(cells: readonly string[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const wanted = cell.trim() === '' ? `column_${index + 1}` : cell.trim();
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted}_${number}`;
    taken.add(name);
    // The one name that would change the prototype of a record.
    return name === '__proto__' ? '__proto___' : name;
  });
}

function uneven(line: number, found: number, names: readonly string[]): WeftError {
  const what =
    found < names.length ? `the first one that is missing is "${names[found]}"` : 'a cell with the delimiter in it may lack its quotes';
  return new WeftError(
    'BODY_NOT_PARSABLE',
    `The CSV cannot be read: the row has ${found} cells where ${names.length} are expected; ${what} (line ${line}, column 1).`,
  );
}
