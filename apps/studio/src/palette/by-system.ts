import type { Catalog, CatalogEntry } from '@weft/step-kit';
import { fieldsOf } from '../form/schema-walk.ts';

/** Steps that reach the same kind of system. */
export interface SystemGroup {
  /** The type of the connection that they need. */
  readonly id: string;
  /** What that connection is called. */
  readonly title: string;
  readonly entries: readonly CatalogEntry[];
}

/**
 * Puts together the steps that need the same kind of connection, in the place of the first of them. A step that is the only
 * one of its kind, or needs no connection, stays alone.
 */
export function bySystem(entries: readonly CatalogEntry[], catalog: Catalog): ReadonlyArray<CatalogEntry | SystemGroup> {
  const groups = Map.groupBy(entries, connectionTypeOf);
  const placed = new Set<string>();
  return entries.flatMap((entry): Array<CatalogEntry | SystemGroup> => {
    const type = connectionTypeOf(entry);
    const group = groups.get(type) ?? [];
    if (type === undefined || group.length === 1) return [entry];
    if (placed.has(type)) return [];
    placed.add(type);
    return [{ id: type, title: catalog.connections.get(type)?.title ?? type, entries: group }];
  });
}

function connectionTypeOf({ definition }: CatalogEntry): string | undefined {
  return fieldsOf(definition.config).find(({ hint }) => hint.connectionType !== undefined)?.hint.connectionType;
}
