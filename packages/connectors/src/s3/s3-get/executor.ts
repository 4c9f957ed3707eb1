import { implementStep } from '@weft/step-kit/executor';
import { prepareGet } from '../../remote-files/run-get.ts';
import { definition } from './definition.ts';

/** Fetches files in an S3 bucket. */
export const implementation = implementStep(definition, prepareGet);
