import { getStep } from '../../remote-files/get-step.ts';
import { fileSystem } from '../file-system.ts';

/** Fetches files on an SFTP server. */
export const definition = getStep(fileSystem);
