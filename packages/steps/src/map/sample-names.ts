import type { SampleEvaluate } from '@weft/step-kit';
import type { Loop } from './loop-fields.ts';
import { nameRow, rowsSource } from './loop-source.ts';
import { tableOf } from './tables.ts';

interface Naming {
  readonly sources: readonly { readonly name: string; readonly value: string }[];
  readonly tables: Parameters<typeof tableOf>[0][];
  readonly loops: readonly Loop[];
}

/** The names that the fields of a map see: its tables and sources, and of each loop the first item as a sample. */
export function sampleNames({ sources, tables, loops }: Naming, evaluate: SampleEvaluate): Readonly<Record<string, unknown>> {
  const names: Record<string, unknown> = Object.create(null);
  for (const table of tables) names[table.name] = tableOf(table);
  for (const { name, value } of sources) names[name] = evaluate(value, names);
  // A loop lies behind those that it lies in, as its target is longer.
  for (const loop of loops.toSorted((a, b) => a.target.length - b.target.length)) {
    const rows = evaluate(
      rowsSource(loop, () => {}),
      names,
    );
    names[loop.as] = undefined;
    for (const { as } of loop.joins) names[as] = undefined;
    if (Array.isArray(rows) && rows.length > 0) nameRow(loop, rows[0], names);
    names[`${loop.as}Position`] = 1;
  }
  return names;
}
