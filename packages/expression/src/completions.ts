import { functions, namespaces } from './globals/globals.ts';
import { helpers } from './helpers/helpers.ts';
import { methodsByKind } from './methods/methods.ts';
import type { Scope } from './values/frame.ts';
import { isPlain } from './values/member.ts';

/** One thing an editor can offer. */
export interface Completion {
  readonly label: string;
  readonly kind: 'variable' | 'function' | 'namespace' | 'method';
  /** A signature, or what kind of value it is. */
  readonly detail: string;
  readonly documentation?: string;
}

/** What can stand at the beginning of an expression, given a sample of what it will see. Values never appear. */
export function completionsFor(sample: Scope): readonly Completion[] {
  const byHelper = new Map(helpers.map((helper) => [helper.name, helper]));
  const variable = (label: string, value: unknown): Completion => ({ label, kind: 'variable', detail: typeNameOf(value) });
  return [
    variable('body', sample.body),
    variable('properties', sample.properties),
    variable('execution', sample.execution),
    ...Object.entries(sample.execution).map(([name, value]) => variable(name, value)),
    ...(isPlain(sample.body) ? Object.entries(sample.body).map(([name, value]) => variable(name, value)) : []),
    ...[...functions.keys()].map((label): Completion => {
      const helper = byHelper.get(label);
      return {
        label,
        kind: 'function',
        detail: helper?.signature ?? `${label}(value)`,
        ...(helper === undefined ? {} : { documentation: helper.text }),
      };
    }),
    ...[...namespaces].map(([label, members]): Completion => ({ label, kind: 'namespace', detail: [...members.keys()].join(', ') })),
  ];
}

/** The methods that can follow a value, as names. */
export function methodNamesFor(kind: 'text' | 'list' | 'number' | 'date'): readonly string[] {
  return [...(methodsByKind[kind]?.keys() ?? [])];
}

function typeNameOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : value instanceof Date ? 'date' : typeof value;
}
