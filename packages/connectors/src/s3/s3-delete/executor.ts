import { implementStep } from '@weft/step-kit/executor';
import { prepareDelete } from '../../remote-files/run-delete.ts';
import { definition } from './definition.ts';

/** Deletes a file in an S3 bucket. */
export const implementation = implementStep(definition, prepareDelete);
