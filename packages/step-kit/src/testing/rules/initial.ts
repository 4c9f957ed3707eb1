import type * as z from 'zod';
import type { Rule } from '../rule.ts';

/** A step fresh from the palette shows what is still to be filled in, never an error that nobody made. */
export const initialOnlyLacks: Rule = {
  name: 'its initial config is valid, or lacks only what a person must fill in',
  check: ({ entry }) => {
    const { config, initial } = entry.definition;
    const parsed = (config as z.ZodType).safeParse(initial);
    const issues = parsed.error?.issues ?? [];
    return issues.filter((issue) => !isEmpty(valueAt(initial, issue.path))).map((issue) => `/${issue.path.join('/')}: ${issue.message}`);
  },
};

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((at: unknown, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
