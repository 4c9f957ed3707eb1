import type { Prisma } from './generated/client.ts';

/** The value of a JSON column as what was put in; the column is written by this package only. */
export function fromJson<T>(value: Prisma.JsonValue): T {
  return value as T;
}

/** A domain value as the value of a JSON column. */
export function toJson(value: object): Prisma.InputJsonValue {
  return value as Prisma.InputJsonValue;
}
