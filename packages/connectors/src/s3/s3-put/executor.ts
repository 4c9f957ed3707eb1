import { implementStep } from '@weft/step-kit/executor';
import { preparePut } from '../../remote-files/run-put.ts';
import { definition } from './definition.ts';

/** Writes the body into a file in an S3 bucket. */
export const implementation = implementStep(definition, preparePut);
