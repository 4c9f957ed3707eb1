import { redactedText } from './marks.ts';

/** Shorter values stand in too many places that mean something else. */
const lengthMin = 4;
/** Of an execution; a table of millions of card numbers is not looked for in every log line. */
const valuesMax = 200;

/** Knows the values that were masked in an execution, and takes them out of whatever else would repeat them. */
export interface Scrubber {
  add(value: string): void;
  text(text: string): string;
  /** The same in every text of a JSON value. */
  value(value: unknown): unknown;
}

export function createScrubber(): Scrubber {
  const values = new Set<string>();

  function text(given: string): string {
    // Looking for a text is far cheaper than matching a pattern of all of them; hardly any text holds one.
    const present = [...values].filter((value) => given.includes(value));
    return present.length === 0 ? given : given.replace(patternOf(present), redactedText);
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
    },
    text,
    value,
  };
}

/** Any of the values, the longest first, for one may begin another; never inside a longer word or number. */
function patternOf(values: readonly string[]): RegExp {
  const any = values.toSorted((a, b) => b.length - a.length).map(escaped);
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${any.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
