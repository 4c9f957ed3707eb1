import { implementStep } from '@weft/step-kit/executor';
import { preparePut } from '../../remote-files/run-put.ts';
import { definition } from './definition.ts';

/** Writes the body into a file on a disk of the worker. */
export const implementation = implementStep(definition, preparePut);
