import { getStep } from '../../remote-files/get-step.ts';
import { fileSystem } from '../file-system.ts';

/** Fetches files on a disk of the worker. */
export const definition = getStep(fileSystem);
