import { putStep } from '../../remote-files/put-step.ts';
import { fileSystem } from '../file-system.ts';

/** Writes the body into a file on a disk of the worker. */
export const definition = putStep(fileSystem);
