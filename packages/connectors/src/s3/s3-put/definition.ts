import { putStep } from '../../remote-files/put-step.ts';
import { fileSystem } from '../file-system.ts';

/** Writes the body into a file in an S3 bucket. */
export const definition = putStep(fileSystem);
