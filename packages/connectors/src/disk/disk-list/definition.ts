import { listStep } from '../../remote-files/list-step.ts';
import { fileSystem } from '../file-system.ts';

/** Tells which files are in a folder on a disk of the worker. */
export const definition = listStep(fileSystem);
