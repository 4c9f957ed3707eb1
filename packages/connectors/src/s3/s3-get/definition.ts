import { getStep } from '../../remote-files/get-step.ts';
import { fileSystem } from '../file-system.ts';

/** Fetches files in an S3 bucket. */
export const definition = getStep(fileSystem);
