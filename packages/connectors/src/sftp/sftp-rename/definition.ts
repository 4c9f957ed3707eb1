import { renameStep } from '../../remote-files/rename-step.ts';
import { fileSystem } from '../file-system.ts';

/** Renames or moves a file on an SFTP server. */
export const definition = renameStep(fileSystem);
