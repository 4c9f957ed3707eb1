import { RE2JS } from 're2js';
import type { Budget } from '../values/budget.ts';
import { toText } from '../values/convert.ts';
import type { Method } from './method.ts';

/** What matching gives: the match and its groups, with `index`, `input` and `groups`, as JavaScript's own. */
export type Match = (string | undefined)[] & { index: number; input: string; groups?: Record<string, string | undefined> };

/** A regular expression that needs time only in proportion to the text, whatever the pattern. */
export class RegularExpression {
  readonly isGlobal: boolean;
  readonly source: string;
  readonly #engine: RE2JS;
  /** How many times dearer than a plain search this pattern is. */
  readonly #weight: number;

  private constructor(source: string, engine: RE2JS, isGlobal: boolean) {
    this.source = source;
    this.isGlobal = isGlobal;
    this.#engine = engine;
    this.#weight = 2 + (engine.programSize() >> 1);
  }

  /** The pattern compiled, or a text that says why it cannot be matched in linear time. */
  static compile(pattern: string, flags: string): RegularExpression | string {
    const unknown = /[^gimsu]/.exec(flags)?.[0];
    if (unknown !== undefined) return `a regular expression with the flag "${unknown}" is not in the safe subset`;
    let options = 0;
    if (flags.includes('i')) options |= RE2JS.CASE_INSENSITIVE;
    if (flags.includes('m')) options |= RE2JS.MULTILINE;
    if (flags.includes('s')) options |= RE2JS.DOTALL;
    const translated = translate(RE2JS.translateRegExp(pattern), flags.includes('s'));
    if (translated === undefined) return unsupported;
    try {
      return new RegularExpression(`/${pattern}/${flags}`, RE2JS.compile(translated, options), flags.includes('g'));
    } catch {
      return unsupported;
    }
  }

  test(text: string, budget: Budget): boolean {
    this.#charge(text, budget);
    return this.#engine.test(text);
  }

  exec(text: string, budget: Budget): Match | null {
    this.#charge(text, budget);
    return this.#engine.exec(text) as Match | null;
  }

  search(text: string, budget: Budget): number {
    return this.exec(text, budget)?.index ?? -1;
  }

  /** Every match, one after the other. */
  all(text: string, budget: Budget): Match[] {
    this.#charge(text, budget);
    const matches: Match[] = [];
    for (const match of this.#engine.matchAll(text)) {
      budget.step(1 + match.length);
      budget.grow(2 + match.length + match[0].length);
      matches.push(match as Match);
    }
    return matches;
  }

  /** As `text.match(pattern)`. */
  match(text: string, budget: Budget): unknown {
    if (!this.isGlobal) return this.exec(text, budget);
    const found = this.all(text, budget).map((match) => match[0]);
    return found.length === 0 ? null : found;
  }

  /** As `text.split(pattern)`, groups included. */
  split(text: string, budget: Budget): string[] {
    if (text === '') return this.test(text, budget) ? [] : [''];
    const parts: unknown[] = [];
    let from = 0;
    for (const match of this.all(text, budget)) {
      const length = match[0]?.length ?? 0;
      // ECMAScript §22.2.6.14: an empty match neither splits at the ends nor right behind the last separator.
      if (match.index >= text.length || (length === 0 && match.index === from)) continue;
      parts.push(text.slice(from, match.index), ...match.slice(1));
      from = match.index + length;
    }
    parts.push(text.slice(from));
    return parts as string[];
  }

  #charge(text: string, budget: Budget): void {
    budget.search(text.length * this.#weight);
  }
}

const unsupported = 'a regular expression with look-ahead, look-behind, back-references or very large repeats is not in the safe subset';

/** What JavaScript means by white space (ECMAScript §22.2.2.9) and by line ends; RE2 knows only the ASCII ones. */
const space = '\\t\\n\\x0B\\f\\r \\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}\\x{FEFF}';
const lineEnds = '\\n\\r\\x{2028}\\x{2029}';

/** Rewrites what the two notations mean differently; undefined where RE2 has no way to say it. */
function translate(pattern: string, dotMatchesAll: boolean): string | undefined {
  let out = '';
  let inClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '\\') {
      const next = pattern.charAt(++at);
      if (next === 'k' || (next === 'S' && inClass)) return undefined;
      if (next === 's') out += inClass ? space : `[${space}]`;
      else if (next === 'S') out += `[^${space}]`;
      else if (next === 'b' && inClass) out += '\\x08';
      else out += `\\${next}`;
      continue;
    }
    if (character === '[') {
      // Inside a class RE2 would read "[:" as the beginning of a POSIX class.
      out += inClass ? '\\[' : '[';
      inClass = true;
    } else if (character === '.' && !inClass && !dotMatchesAll) out += `[^${lineEnds}]`;
    else {
      if (character === ']') inClass = false;
      out += character;
    }
  }
  return out;
}

/** Methods of regular expressions. They keep no position between calls. */
export const regularExpressionMethods: ReadonlyMap<string, Method<RegularExpression>> = new Map<string, Method<RegularExpression>>([
  ['exec', (self, [text], budget) => self.exec(toText(text, budget), budget)],
  ['test', (self, [text], budget) => self.test(toText(text, budget), budget)],
  ['toString', (self) => self.source],
]);
