import { listStep } from '../../remote-files/list-step.ts';
import { fileSystem } from '../file-system.ts';

/** Tells which files are in a folder in an S3 bucket. */
export const definition = listStep(fileSystem);
