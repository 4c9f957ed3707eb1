import { deleteStep } from '../../remote-files/delete-step.ts';
import { fileSystem } from '../file-system.ts';

/** Deletes a file on an SFTP server. */
export const definition = deleteStep(fileSystem);
