import type { Bind } from '../sql/sql-client.ts';
import { toPositional } from './parameters.ts';
import { boundValue } from './row-values.ts';

/** Puts values in the places of a statement's parameters. */
export const bind: Bind = (sql, names) => {
  const text = toPositional(sql, names);
  return (values) => ({ sql: text, values: values.map(boundValue) });
};
