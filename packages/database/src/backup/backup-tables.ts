/** Every table that is backed up, those first that others point at. */
export const backupTables = [
  'environment',
  'person',
  'process',
  'version',
  'connection',
  'api_token',
  'endpoint_key',
  'deployment',
  'endpoint',
  'route_claim',
  'schedule',
  'audit_entry',
  'execution',
  'journal',
  'journal_entry',
  'suspension',
  'callback',
  'inbox',
  'idempotency_key',
  'result_delivery',
  'parked_document',
  'shared_value',
] as const;

export type BackupTable = (typeof backupTables)[number];

/** Who is signed in or runs now: worthless elsewhere. */
export const leftOutTables = ['session', 'gateway', 'worker', 'cancel_request'] as const;

/** What goes where executions are left out: rows of those that have ended. */
export const endedOnly: Readonly<Partial<Record<BackupTable, string>>> = {
  execution: `status IN ('queued', 'running', 'waiting')`,
  idempotency_key: 'false',
};
