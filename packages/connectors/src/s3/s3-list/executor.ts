import { implementStep } from '@weft/step-kit/executor';
import { prepareList } from '../../remote-files/run-list.ts';
import { definition } from './definition.ts';

/** Tells which files are in a folder in an S3 bucket. */
export const implementation = implementStep(definition, prepareList);
