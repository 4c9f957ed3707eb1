import { implementStep } from '@weft/step-kit/executor';
import { prepareRename } from '../../remote-files/run-rename.ts';
import { definition } from './definition.ts';

/** Renames or moves a file on a disk of the worker. */
export const implementation = implementStep(definition, prepareRename);
