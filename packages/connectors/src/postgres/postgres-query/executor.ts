import { implementStep } from '@weft/step-kit/executor';
import { prepareQuery } from '../../sql/run-query.ts';
import { bind } from '../bind.ts';
import { definition } from './definition.ts';

/** Runs a statement on a PostgreSQL database; its rows become the document. */
export const implementation = implementStep(definition, prepareQuery(bind));
