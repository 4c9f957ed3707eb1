import type { FileSystem } from '../remote-files/file-system.ts';

/** What the steps of this connector are called. */
export const fileSystem: FileSystem = { type: 'sftp', title: 'SFTP', system: 'on an SFTP server' };
