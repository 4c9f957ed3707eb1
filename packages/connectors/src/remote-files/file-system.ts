/** What the steps of one file connector call it. */
export interface FileSystem {
  /** The connection type; the types of its steps begin with it. */
  readonly type: string;
  readonly title: string;
  /** `on an FTP server`. */
  readonly system: string;
}
