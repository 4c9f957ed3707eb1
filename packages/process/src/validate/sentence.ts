import type * as z from 'zod';
import { jsonPointer } from '../document/pointer.ts';
import { hintAt } from './config-fields.ts';

/** Points to a step of a process file, or into it. */
export function stepPointer(stepId: string, ...inside: readonly PropertyKey[]): string {
  return jsonPointer(['steps', stepId, ...inside]);
}

/** Points to a link of a process file, or into it. */
export function linkPointer(index: number, ...inside: readonly PropertyKey[]): string {
  return jsonPointer(['links', index, ...inside]);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Fields that are chosen from a list. */
const chosen: ReadonlySet<string> = new Set(['connection', 'process', 'select']);

/** What a zod issue says, as a sentence that names the field as the form does. */
export function faultSentence(issue: z.core.$ZodIssue, schema: z.ZodType, config: unknown): string {
  const hint = hintAt(schema, config, issue.path);
  const field = hint?.title ?? (issue.path.map(String).join(' › ') || 'the configuration');
  const place = issue.path.find((key) => typeof key === 'number');
  const where = place === undefined ? `"${field}"` : `"${field}" (entry ${Number(place) + 1})`;
  const choosing = hint !== undefined && chosen.has(hint.widget);
  return `${where}${predicate(issue, valueAt(config, issue.path), choosing ? 'Choose one.' : 'Fill it in.')}`;
}

function predicate(issue: z.core.$ZodIssue, value: unknown, remedy: string): string {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined ? ` is missing. ${remedy}` : ` must be ${kindName(issue.expected)}.`;
    case 'invalid_value':
      return ` must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}.`;
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? ` is empty. ${remedy}`
        : ` must ${measure(issue.origin, 'at least', issue.minimum)}.`;
    case 'too_big':
      return ` must ${measure(issue.origin, 'at most', issue.maximum)}.`;
    case 'unrecognized_keys':
      return ` holds ${listed(issue.keys.map((key) => `"${key}"`))}, which does not belong there. Remove it.`;
    case 'invalid_union':
      return ' has a form that is not known. Choose one of those offered.';
    default:
      // The step type's own words.
      return `: ${issue.message.replace(/\.?$/, '.')}`;
  }
}

function measure(origin: string, bound: 'at least' | 'at most', limit: number | bigint): string {
  if (origin === 'string') return `have ${bound} ${limit} characters`;
  if (origin === 'array' || origin === 'set') return `have ${bound} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  return `be ${bound} ${limit}`;
}

const kindNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
  record: 'a group of fields',
};

function kindName(expected: string): string {
  return kindNames[expected] ?? expected;
}

function valueAt(config: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), config);
}
