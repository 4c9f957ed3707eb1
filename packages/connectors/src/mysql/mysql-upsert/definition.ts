import { upsertStep } from '../../sql/upsert-step.ts';
import { sqlSystem } from '../sql-system.ts';

/** Inserts rows into a MySQL table, or updates those that are there. */
export const definition = upsertStep(sqlSystem);
