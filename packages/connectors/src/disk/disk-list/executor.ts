import { implementStep } from '@weft/step-kit/executor';
import { prepareList } from '../../remote-files/run-list.ts';
import { definition } from './definition.ts';

/** Tells which files are in a folder on a disk of the worker. */
export const implementation = implementStep(definition, prepareList);
