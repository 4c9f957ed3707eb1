import { WeftError } from '@weft/errors';
import type { Row } from './sql-client.ts';

/** What a statement may bring, as the server sends it: 32 MB. Drivers hold each row whole, and one value can be far larger. */
export const resultBytesMax = 32 * 1024 * 1024;

/** The names of a result's columns with the values of a row. */
export function rowObject(names: readonly string[], values: readonly unknown[]): Row {
  const object: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) {
    // A column may be called __proto__; an assignment would then change the prototype.
    if (name === '__proto__')
      Object.defineProperty(object, name, { value: values[index], enumerable: true, writable: true, configurable: true });
    else object[name] = values[index];
  }
  return object;
}

/** @throws WeftError `QUERY_FAILED` where two columns have one name: one of them would be lost. */
export function assertDistinct(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new WeftError('QUERY_FAILED', `Two columns of the result are called ${twice}. Give one of them another name with "as".`);
  }
}

/** The error of a statement that brings more rows than the step allows. */
export function tooManyRows(rowsMax: number): WeftError {
  return new WeftError('BODY_TOO_LARGE', `The statement found more than the ${rowsMax} rows allowed.`, { status: 502 });
}
