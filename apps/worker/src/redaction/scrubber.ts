import { redactedText } from './marks.ts';

/** Shorter values stand in too many places that mean something else. */
const lengthMin = 4;
/** Of an execution; a table of millions of card numbers is not looked for in every log line. */
const valuesMax = 1_000;

/** Knows the values that were masked in an execution, and takes them out of whatever else would repeat them. */
export interface Scrubber {
  add(value: string): void;
  text(text: string): string;
  /** The same in every text of a JSON value. */
  value(value: unknown): unknown;
}

export function createScrubber(): Scrubber {
  const values = new Set<string>();
  let pattern: RegExp | undefined;

  function text(given: string): string {
    if (values.size === 0) return given;
    // The longest first: one value may begin another. Never inside a longer word or number.
    pattern ??= new RegExp(
      `(?<![\\p{L}\\p{N}])(?:${[...values]
        .toSorted((a, b) => b.length - a.length)
        .map(escaped)
        .join('|')})(?![\\p{L}\\p{N}])`,
      'gu',
    );
    return given.replace(pattern, redactedText);
  }

  function value(given: unknown): unknown {
    if (values.size === 0) return given;
    if (typeof given === 'string') return text(given);
    if (typeof given === 'number') return values.has(String(given)) ? redactedText : given;
    if (Array.isArray(given)) return given.map(value);
    if (typeof given !== 'object' || given === null) return given;
    return Object.fromEntries(Object.entries(given).map(([name, member]) => [name, value(member)]));
  }

  return {
    add: (found) => {
      if (found.length < lengthMin || found === redactedText || values.size >= valuesMax || values.has(found)) return;
      values.add(found);
      // As it stands inside a JSON text.
      values.add(JSON.stringify(found).slice(1, -1));
      pattern = undefined;
    },
    text,
    value,
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
