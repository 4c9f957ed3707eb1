import { deleteStep } from '../../remote-files/delete-step.ts';
import { fileSystem } from '../file-system.ts';

/** Deletes a file in an S3 bucket. */
export const definition = deleteStep(fileSystem);
