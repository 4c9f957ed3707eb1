import { implementStep } from '@weft/step-kit/executor';
import { prepareDelete } from '../../remote-files/run-delete.ts';
import { definition } from './definition.ts';

/** Deletes a file on an SFTP server. */
export const implementation = implementStep(definition, prepareDelete);
