import { implementStep } from '@weft/step-kit/executor';
import { prepareRename } from '../../remote-files/run-rename.ts';
import { definition } from './definition.ts';

/** Renames or moves a file in an S3 bucket. */
export const implementation = implementStep(definition, prepareRename);
