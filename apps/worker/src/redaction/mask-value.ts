import { ExactNumber } from '@weft/formats';
import { type Marks, redactedText } from './marks.ts';

/** Hears every scalar that was masked, as text. */
export type Found = (value: string) => void;

/**
 * The value of a JSON or XML body without what is marked. Lists are passed through: a path that names a member of a list's items
 * meets it in each of them, with `*`, with an index, or without. Names of XML elements count with and without their prefix.
 */
export function maskValue(value: unknown, { paths, anywhere }: Marks, found: Found): unknown {
  return mask(value, paths);

  function mask(inner: unknown, open: ReadonlyArray<readonly string[]>): unknown {
    if (Array.isArray(inner)) return inner.map((item, index) => member(item, String(index), open, open));
    if (!isObject(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, each]) => [name, member(each, name, open, [])]));
  }

  function member(inner: unknown, name: string, open: Marks['paths'], passed: Marks['paths']): unknown {
    const local = name.replace(/^(@?)[^:]*:/, '$1');
    const isMet = (segment: string | undefined): boolean => segment === name || segment === local || segment === '*';
    const met = open.filter(([segment]) => isMet(segment)).map((path) => path.slice(1));
    if (met.some((path) => path.length === 0) || anywhere.has(name) || anywhere.has(local)) {
      tell(inner, found);
      return redactedText;
    }
    return mask(inner, [...met, ...passed]);
  }
}

function tell(value: unknown, found: Found): void {
  if (Array.isArray(value)) for (const item of value) tell(item, found);
  else if (isObject(value)) for (const item of Object.values(value)) tell(item, found);
  else if (value !== null && value !== undefined && typeof value !== 'boolean') found(String(value));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !(value instanceof ExactNumber);
}
