import type { Budget } from '../values/budget.ts';
import { toText } from '../values/convert.ts';
import { failed } from '../values/failed.ts';
import type { Lambda } from '../values/frame.ts';
import { type Match, RegularExpression } from './regular-expression.ts';

/** As `replace` and `replaceAll`, charged for every piece before it is made. */
export function replaceIn(text: string, pattern: unknown, replacement: unknown, all: boolean, budget: Budget): string {
  const matches = findMatches(text, pattern, all, budget);
  const template = typeof replacement === 'function' ? undefined : toText(replacement, budget);
  const parts: string[] = [];
  let from = 0;
  for (const match of matches) {
    budget.step();
    const piece = template === undefined ? call(replacement as Lambda, match, budget) : expand(template, match, budget);
    budget.grow(piece.length);
    parts.push(text.slice(from, match.index), piece);
    from = match.index + (match[0]?.length ?? 0);
  }
  budget.grow(text.length);
  parts.push(text.slice(from));
  return parts.join('');
}

function findMatches(text: string, pattern: unknown, all: boolean, budget: Budget): readonly Match[] {
  if (pattern instanceof RegularExpression) {
    if (all && !pattern.isGlobal) throw failed('".replaceAll()" needs a regular expression with the flag "g"');
    if (pattern.isGlobal) return pattern.all(text, budget);
    const match = pattern.exec(text, budget);
    return match === null ? [] : [match];
  }
  const part = toText(pattern, budget);
  budget.search(text.length * 4);
  const matches: Match[] = [];
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + (part.length || 1))) {
    budget.step();
    matches.push(Object.assign([part], { index: at, input: text }));
    if (!all || at >= text.length) break;
  }
  return matches;
}

function call(lambda: Lambda, match: Match, budget: Budget): string {
  const groups = match.groups === undefined ? [] : [match.groups];
  return toText(lambda(...match, match.index, match.input, ...groups), budget);
}

/** ECMAScript §22.1.3.19.1, GetSubstitution. */
function expand(template: string, match: Match, budget: Budget): string {
  if (!template.includes('$')) return template;
  const matched = match[0] ?? '';
  const groupCount = match.length - 1;
  const charged = (piece: string) => {
    budget.grow(piece.length);
    return piece;
  };
  return template.replace(/\$(?:([$&`'])|(\d\d?)|<([^>]*)>)/g, (whole, sign?: string, digits?: string, name?: string) => {
    if (sign === '$') return '$';
    if (sign === '&') return charged(matched);
    if (sign === '`') return charged(match.input.slice(0, match.index));
    if (sign === "'") return charged(match.input.slice(match.index + matched.length));
    if (name !== undefined) return match.groups === undefined ? whole : charged(match.groups[name] ?? '');
    const both = Number(digits);
    if (both >= 1 && both <= groupCount) return charged(match[both] ?? '');
    const first = Number(digits?.[0]);
    if (digits?.length === 2 && first >= 1 && first <= groupCount) return charged(match[first] ?? '') + digits[1];
    return whole;
  });
}
