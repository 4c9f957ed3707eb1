import type { FileSystem } from '../remote-files/file-system.ts';

/** What the steps of this connector are called. */
export const fileSystem: FileSystem = { type: 'ftp', title: 'FTP', system: 'on an FTP server' };
