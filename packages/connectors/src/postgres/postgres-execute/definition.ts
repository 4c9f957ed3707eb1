import { executeStep } from '../../sql/execute-step.ts';
import { sqlSystem } from '../sql-system.ts';

/** Changes rows of a PostgreSQL database, in one transaction for each document. */
export const definition = executeStep(sqlSystem);
