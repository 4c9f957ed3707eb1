import type { Budget } from '../values/budget.ts';
import { toNumber, toText } from '../values/convert.ts';
import { failed } from '../values/failed.ts';
import type { Method } from './method.ts';
import { RegularExpression } from './regular-expression.ts';
import { replaceIn } from './replace.ts';

/** Methods of texts. */
export const textMethods: ReadonlyMap<string, Method<string>> = new Map<string, Method<string>>([
  ['at', (self, [index], budget) => self.at(toNumber(index, budget))],
  ['charAt', (self, [index], budget) => self.charAt(toNumber(index, budget))],
  ['charCodeAt', (self, [index], budget) => self.charCodeAt(toNumber(index, budget))],
  ['codePointAt', (self, [index], budget) => self.codePointAt(toNumber(index ?? 0, budget))],
  ['concat', (self, args, budget) => grown(self + args.map((arg) => toText(arg, budget)).join(''), budget)],
  ['endsWith', (self, [part, end], budget) => self.endsWith(searched(self, part, budget), optional(end, budget))],
  ['includes', (self, [part, from], budget) => self.includes(searched(self, part, budget), optional(from, budget))],
  ['indexOf', (self, [part, from], budget) => self.indexOf(searched(self, part, budget), optional(from, budget))],
  ['lastIndexOf', (self, [part, from], budget) => self.lastIndexOf(searched(self, part, budget), optional(from, budget))],
  ['localeCompare', (self, [other], budget) => collate(self, toText(other, budget), budget)],
  ['match', (self, [pattern], budget) => regular(pattern).match(self, budget)],
  ['matchAll', (self, [pattern], budget) => matchAll(self, regular(pattern), budget)],
  ['normalize', (self, [form], budget) => normalize(self, form, budget)],
  ['padEnd', (self, args, budget) => pad(self, args, budget, (length, filler) => self.padEnd(length, filler))],
  ['padStart', (self, args, budget) => pad(self, args, budget, (length, filler) => self.padStart(length, filler))],
  ['repeat', repeat],
  ['replace', (self, [pattern, replacement], budget) => replaceIn(self, pattern, replacement, false, budget)],
  ['replaceAll', (self, [pattern, replacement], budget) => replaceIn(self, pattern, replacement, true, budget)],
  ['search', (self, [pattern], budget) => regular(pattern).search(self, budget)],
  ['slice', (self, [from, to], budget) => self.slice(optional(from, budget), optional(to, budget))],
  ['split', split],
  ['startsWith', (self, [part, from], budget) => self.startsWith(searched(self, part, budget), optional(from, budget))],
  ['substring', (self, [from, to], budget) => self.substring(toNumber(from, budget), optional(to, budget))],
  ['toLowerCase', (self, _args, budget) => grown(self.toLowerCase(), budget)],
  ['toString', (self) => self],
  ['toUpperCase', (self, _args, budget) => grown(self.toUpperCase(), budget)],
  ['trim', (self, _args, budget) => grown(self.trim(), budget)],
  ['trimEnd', (self, _args, budget) => grown(self.trimEnd(), budget)],
  ['trimStart', (self, _args, budget) => grown(self.trimStart(), budget)],
]);

function optional(value: unknown, budget: Budget): number | undefined {
  return value === undefined ? undefined : toNumber(value, budget);
}

/** For results at most about as long as what is already there. */
function grown(made: string, budget: Budget): string {
  budget.grow(made.length);
  budget.search(made.length);
  return made;
}

function searched(self: string, part: unknown, budget: Budget): string {
  if (part instanceof RegularExpression) throw failed('A regular expression cannot be used here; use ".match()" or ".search()"');
  const text = toText(part, budget);
  budget.search(self.length * 4);
  return text;
}

function collate(self: string, other: string, budget: Budget): number {
  budget.step(1 + ((self.length + other.length) >> 2));
  return self.localeCompare(other);
}

function regular(pattern: unknown): RegularExpression {
  if (pattern instanceof RegularExpression) return pattern;
  throw failed('A regular expression such as /[0-9]+/ was expected');
}

function matchAll(self: string, pattern: RegularExpression, budget: Budget): unknown {
  if (!pattern.isGlobal) throw failed('".matchAll()" needs a regular expression with the flag "g"');
  return pattern.all(self, budget);
}

function normalize(self: string, form: unknown, budget: Budget): string {
  const name = form === undefined ? 'NFC' : toText(form, budget);
  // NFKD makes up to 18 characters of one.
  budget.grow(self.length * 18);
  return self.normalize(name);
}

function pad(self: string, [length, filler]: readonly unknown[], budget: Budget, work: (length: number, filler: string) => string): string {
  const wanted = toNumber(length, budget);
  if (wanted > self.length) budget.grow(wanted);
  return work(wanted, filler === undefined ? ' ' : toText(filler, budget));
}

function repeat(self: string, [count]: readonly unknown[], budget: Budget): string {
  const times = Math.trunc(toNumber(count, budget));
  if (times < 0 || times === Number.POSITIVE_INFINITY) throw failed('A text can be repeated only a positive number of times');
  budget.grow(Number.isNaN(times) ? 0 : self.length * times);
  return self.repeat(times);
}

function split(self: string, [separator, limit]: readonly unknown[], budget: Budget): string[] {
  budget.grow(self.length);
  budget.search(self.length * 4);
  const most = optional(limit, budget);
  if (separator instanceof RegularExpression) return separator.split(self, budget).slice(0, most);
  return separator === undefined ? [self] : self.split(toText(separator, budget), most);
}
