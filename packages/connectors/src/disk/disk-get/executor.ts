import { implementStep } from '@weft/step-kit/executor';
import { prepareGet } from '../../remote-files/run-get.ts';
import { definition } from './definition.ts';

/** Fetches files on a disk of the worker. */
export const implementation = implementStep(definition, prepareGet);
