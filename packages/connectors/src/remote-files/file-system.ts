/** What the steps of one file connector call it. */
export interface FileSystem {
  /** The connection type; the types of its steps begin with it. */
  readonly type: string;
  readonly title: string;
  /** `on an FTP server`. */
  readonly system: string;
  /** False where nothing can be added to a file that is there. */
  readonly appends?: boolean;
}
