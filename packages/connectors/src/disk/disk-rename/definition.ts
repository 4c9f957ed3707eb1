import { renameStep } from '../../remote-files/rename-step.ts';
import { fileSystem } from '../file-system.ts';

/** Renames or moves a file on a disk of the worker. */
export const definition = renameStep(fileSystem);
