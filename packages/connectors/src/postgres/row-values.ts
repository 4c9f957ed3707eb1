import { ExactNumber, parseJson } from '@weft/formats';
import pg from 'pg';

type Parser = (text: string) => unknown;

/** The driver's reader of array literals; its published types describe a later major version. */
const arrays = pg.types.arrayParser as unknown as {
  create(text: string, item: (text: string | null) => unknown): { parse(): unknown[] };
};

/** By the object id of the type (`pg_type.oid`), which never changes for built-in types. What is not here stays text. */
const parsers = new Map<number, Parser>();

/** With the object ids of the type and of lists of it. */
function type(id: number, listId: number, parser: Parser): void {
  parsers.set(id, parser);
  parsers.set(listId, (text) => arrays.create(text, (item) => (item === null ? null : parser(item))).parse());
}

type(16, 1000, (text) => text === 't'); // bool
type(17, 1001, (text) => Buffer.from(text.slice(2), 'hex').toString('base64')); // bytea, written as \x…
type(20, 1016, number); // int8
type(21, 1005, Number); // int2
type(23, 1007, Number); // int4
type(26, 1028, Number); // oid
type(25, 1009, String); // text
type(114, 199, parseJson); // json
type(700, 1021, number); // float4
type(701, 1022, number); // float8
type(1042, 1014, String); // bpchar
type(1043, 1015, String); // varchar
type(1082, 1182, String); // date
type(1114, 1115, dateTime); // timestamp
type(1184, 1185, dateTime); // timestamptz
type(1700, 1231, number); // numeric
type(2950, 2951, String); // uuid
type(3802, 3807, parseJson); // jsonb

/** NaN and the infinities have no form in JSON, so they stay texts. */
function number(text: string): unknown {
  return /^-?\d/.test(text) ? parseJson(text) : text;
}

/** `2026-01-31 10:20:30.5+02` becomes ISO 8601; what is not of this form (`infinity`, years before Christ) stays. */
function dateTime(text: string): string {
  const match = /^(\d{4,})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:([+-]\d\d)(:\d\d)?)?$/.exec(text);
  if (match === null) return text;
  const [, year, month, day, time, hours, minutes] = match;
  const zone = hours === undefined ? '' : hours === '+00' && minutes === undefined ? 'Z' : `${hours}${minutes ?? ':00'}`;
  return `${year}-${month}-${day}T${time}${zone}`;
}

/** For the `types` option of the driver. */
export const rowTypes: pg.CustomTypesConfig = {
  // The driver asks for text only, as `binary` is off.
  getTypeParser: ((id: number) => parsers.get(id) ?? String) as pg.CustomTypesConfig['getTypeParser'],
};

/** A value of an expression as the driver takes it: lists become PostgreSQL arrays, objects JSON, numbers keep their digits. */
export function boundValue(value: unknown): unknown {
  if (value === undefined) return null;
  if (value instanceof ExactNumber || typeof value === 'bigint') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return Array.isArray(value) ? value.map(boundValue) : value;
}
