/** Something about a process that its author should know. Errors keep it from being published; warnings do not. */
export interface ProcessIssue {
  readonly severity: 'error' | 'warning';
  /** Stable, for tests and translations: `STEP_TYPE_UNKNOWN`. */
  readonly code: string;
  /** A sentence that says what is wrong and what to do. */
  readonly message: string;
  readonly stepId?: string;
  /** Index into the file's `links`. */
  readonly linkIndex?: number;
  /** JSON Pointer into the process file. */
  readonly pointer?: string;
}
