import { upsertStep } from '../../sql/upsert-step.ts';
import { sqlSystem } from '../sql-system.ts';

/** Inserts rows into a PostgreSQL table, or updates those that are there. */
export const definition = upsertStep(sqlSystem);
