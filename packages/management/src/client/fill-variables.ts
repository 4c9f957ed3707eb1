import { WeftError } from '@weft/errors';

const placeholder = /\$\{([A-Z][A-Z0-9_]*)\}/g;

/**
 * A copy of plain data in which `${NAME}` inside texts is replaced by the variable of that name.
 * @throws WeftError `CONFIG_INVALID` naming what is missing.
 */
export function fillVariables<T>(value: T, variables: Readonly<Record<string, string | undefined>>): T {
  return fill(value, variables) as T;
}

function fill(value: unknown, variables: Readonly<Record<string, string | undefined>>): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(placeholder, (_, name: string) => {
      const found = variables[name];
      if (found !== undefined) return found;
      throw new WeftError('CONFIG_INVALID', `The variable ${name} is not set. Set it in the environment.`);
    });
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fill(member, variables)]));
}
