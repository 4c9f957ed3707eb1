import { queryStep } from '../../sql/query-step.ts';
import { sqlSystem } from '../sql-system.ts';

/** Runs a statement on a MySQL database; its rows become the document. */
export const definition = queryStep(sqlSystem);
