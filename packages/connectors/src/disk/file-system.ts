import type { FileSystem } from '../remote-files/file-system.ts';

/** What the steps of this connector are called. */
export const fileSystem: FileSystem = { type: 'disk', title: 'Disk', system: 'on a disk of the worker' };
