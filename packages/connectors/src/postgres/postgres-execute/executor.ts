import { implementStep } from '@weft/step-kit/executor';
import { prepareExecute } from '../../sql/run-execute.ts';
import { bind } from '../bind.ts';
import { definition } from './definition.ts';

/** Changes rows of a PostgreSQL database, in one transaction for each document. */
export const implementation = implementStep(definition, prepareExecute(bind));
