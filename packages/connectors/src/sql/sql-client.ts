/** What the steps of all databases need of a driver. */

export interface Statement {
  /** One statement, with its parameters in the database's own way: `$1`, `?`. */
  readonly sql: string;
  readonly values: readonly unknown[];
  readonly rowsMax: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export type Row = Readonly<Record<string, unknown>>;

export interface StatementResult {
  readonly rows: readonly Row[];
  /** Rows read or changed; 0 for statements that do neither. */
  readonly rowCount: number;
}

/** Rows as they come; `rowCount` where the database tells it before the last one. */
export interface RowsPart {
  readonly rows: readonly Row[];
  readonly rowCount?: number;
}

/** What several statements of one transaction share. */
export type TransactionLimits = Pick<Statement, 'rowsMax' | 'timeoutMs' | 'signal'>;

/** One of several statements; `pointer` names where it stands in the step's config, for errors. */
export type TransactionStatement = Pick<Statement, 'sql' | 'values'> & { readonly pointer?: string };

/** Runs statements on one database. All throw WeftError `CONNECTION_FAILED`, `QUERY_FAILED`, `TIMEOUT`, `CANCELLED`, `BODY_TOO_LARGE`. */
export interface SqlClient {
  run(statement: Statement): Promise<StatementResult>;
  /** As `run`, but the rows need not fit into memory together where the driver can help it. */
  stream(statement: Statement): AsyncIterable<RowsPart>;
  /** All of them count or none. A failure carries the `pointer` of its statement. */
  transact(statements: readonly TransactionStatement[], limits: TransactionLimits): Promise<StatementResult[]>;
  close(): Promise<void>;
}

/** A statement with its parameters found, ready for values. @throws StatementProblem where they do not fit it. */
export type Bind = (sql: string, names: readonly string[]) => (values: readonly unknown[]) => Pick<Statement, 'sql' | 'values'>;
