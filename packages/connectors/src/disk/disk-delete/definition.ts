import { deleteStep } from '../../remote-files/delete-step.ts';
import { fileSystem } from '../file-system.ts';

/** Deletes a file on a disk of the worker. */
export const definition = deleteStep(fileSystem);
