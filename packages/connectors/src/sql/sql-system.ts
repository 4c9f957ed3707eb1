/** What the steps of one database connector call it, and what its SQL is like. Browser-safe. */
export interface SqlSystem {
  /** The connection type; the types of its steps begin with it. */
  readonly type: string;
  readonly title: string;
  /** `a PostgreSQL database`. */
  readonly database: string;
  readonly keywords: readonly string[];
  /** How statements count parameters that have no name: `$1, $2, …`. */
  readonly counted: string;
  /** What becomes of a list or an object that is bound, in one sentence. */
  readonly bound: string;
  /** In characters: the longest name of a table or column. */
  readonly nameMax: number;
  /** What stands before the name of a table. */
  readonly schema: { readonly title: string; readonly description: string; readonly placeholder: string };
  /** Which index the keys of an upsert need. */
  readonly keyIndex: string;
  /** @throws StatementProblem where the parameters do not fit the statement. */
  readonly assertParameters: (sql: string, names: readonly string[]) => void;
  readonly upsertSql: (target: UpsertTarget, rows: number) => string;
}

/** What an upsert writes to. */
export interface UpsertTarget {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly { readonly column: string; readonly key: boolean }[];
  readonly whenThere: 'update' | 'keep';
}
