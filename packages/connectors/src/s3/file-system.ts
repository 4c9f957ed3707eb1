import type { FileSystem } from '../remote-files/file-system.ts';

/** What the steps of this connector are called. */
export const fileSystem: FileSystem = { type: 's3', title: 'S3', system: 'in an S3 bucket', appends: false };
