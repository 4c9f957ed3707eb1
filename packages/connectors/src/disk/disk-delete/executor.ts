import { implementStep } from '@weft/step-kit/executor';
import { prepareDelete } from '../../remote-files/run-delete.ts';
import { definition } from './definition.ts';

/** Deletes a file on a disk of the worker. */
export const implementation = implementStep(definition, prepareDelete);
