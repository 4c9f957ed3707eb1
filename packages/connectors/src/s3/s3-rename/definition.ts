import { renameStep } from '../../remote-files/rename-step.ts';
import { fileSystem } from '../file-system.ts';

/** Renames or moves a file in an S3 bucket. */
export const definition = renameStep(fileSystem);
