import { WeftError } from '@weft/errors';
import { textOf } from '../text/text-of.ts';

/** An HTML form (`application/x-www-form-urlencoded`) as an object of strings; a name that comes again makes a list. */
export function parseForm(text: string): Record<string, string | string[]> {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const before = fields.get(name);
    if (before === undefined) fields.set(name, value);
    else if (typeof before === 'string') fields.set(name, [before, value]);
    else before.push(value);
  }
  // fromEntries defines properties, so a field named "__proto__" is a field and nothing else.
  return Object.fromEntries(fields);
}

/**
 * An object of plain values or lists of plain values as a form.
 * @throws WeftError `BODY_NOT_SERIALIZABLE` for anything deeper.
 */
export function serializeForm(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object' || Array.isArray(value)) throw notAForm('the value is not an object');
  const form = new URLSearchParams();
  for (const [name, field] of Object.entries(value)) {
    for (const item of Array.isArray(field) ? field : [field]) {
      if (item === undefined) continue;
      if (isNested(item)) throw notAForm(`the field "${name}" is not a plain value`);
      form.append(name, textOf(item));
    }
  }
  return form.toString();
}

/** Dates and exact numbers say themselves how they are written; other objects have no place in a form. */
function isNested(item: unknown): boolean {
  return typeof item === 'object' && item !== null && !('toJSON' in item && typeof item.toJSON === 'function');
}

function notAForm(why: string): WeftError {
  return new WeftError('BODY_NOT_SERIALIZABLE', `A form holds names with plain values or lists of them, but ${why}.`);
}
