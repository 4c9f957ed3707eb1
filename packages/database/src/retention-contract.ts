/** What is removed after its time. */
export const purgedKinds = [
  'executions',
  'cancel-requests',
  'tried-versions',
  'journals',
  'idempotency-keys',
  'parked-documents',
  'shared-values',
  'audit-entries',
  'sessions',
] as const;

export type PurgedKind = (typeof purgedKinds)[number];

export interface Purged {
  readonly rows: number;
  /** Bodies that only these rows named. */
  readonly blobs: readonly string[];
}

export interface Retention {
  /** Does the work where nobody else does it on this database now; false where somebody does. */
  alone(work: () => Promise<void>): Promise<boolean>;
  /**
   * Removes at most `limit` rows in one short transaction: ended executions, forgotten journals, resolved parked documents, expired
   * values and sessions, and whatever else came `before`. Never what an execution that has not ended still needs.
   */
  purge(kind: PurgedKind, before: Date, limit: number): Promise<Purged>;
  /** When the newest `count` executions began to be accepted; undefined where there are no more than that. */
  newestSince(count: number): Promise<Date | undefined>;
  /** When the oldest execution that has not ended was accepted. */
  oldestUnfinished(): Promise<Date | undefined>;
  /** The keys of all bodies that a row names: jobs, journals, callbacks, parked documents, shared values. */
  namedBlobs(): Promise<ReadonlySet<string>>;
}
