/** A row as PostgreSQL writes its columns as text: the same in every version of it. */
export type BackupRow = Readonly<Record<string, string | null>>;

export type BackupLine = readonly [table: string, row: BackupRow];

export interface BackupOptions {
  /** Also what has been executed, and idempotency keys. What has not ended is in it either way. */
  readonly executions: boolean;
}

export interface RestoreOptions {
  /** Removes what is here. Without it anything but an empty installation is refused. */
  readonly replace: boolean;
  /** The API token that asks: it goes on working, whoever else has one in the backup. */
  readonly keepToken: string | undefined;
}

/** All that is stored, as lines that another installation can take. Sessions, and who runs now, are left out. */
export interface Backup {
  /** The migrations that this database has, in order. */
  migrations(): Promise<readonly string[]>;
  /** A consistent reading of one moment, table by table; holds one connection until it has ended. */
  read(options: BackupOptions): Promise<AsyncIterable<BackupLine>>;
  /**
   * Stores it all in one transaction, or nothing. Gateways and workers take it up at once. Executions that were under way in the
   * queue of the other installation are recorded as failed: nobody goes on with them. Returns how many rows.
   * @throws WeftError `CONFLICT` where something is here and `replace` is not set, `REQUEST_INVALID` where the lines do not fit.
   */
  restore(lines: AsyncIterable<BackupLine>, options: RestoreOptions): Promise<number>;
}
