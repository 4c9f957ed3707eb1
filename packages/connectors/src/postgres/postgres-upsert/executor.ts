import { implementStep } from '@weft/step-kit/executor';
import { prepareUpsert } from '../../sql/run-upsert.ts';
import { boundValue } from '../row-values.ts';
import { upsertSql } from '../upsert-sql.ts';
import { definition } from './definition.ts';

/** Inserts rows into a PostgreSQL table, or updates those that are there. */
export const implementation = implementStep(definition, prepareUpsert({ sql: upsertSql, value: boundValue, tellsWritten: true }));
