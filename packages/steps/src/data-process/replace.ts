import { WeftError } from '@weft/errors';
import { RE2JS } from 're2js';
import { type Operate, onText, tooLarge } from './content.ts';
import type { Operation } from './definition.ts';

type Settings = Extract<Operation, { do: 'replace' }>;

/** Characters times instructions of the pattern: a second or two of the worker, which does nothing else meanwhile. */
const workMax = 200_000_000;
/** A small pattern is not as cheap as it is small: what it matches has to be taken out of the text. */
const instructionsMin = 25;

/** A part of what replaces a match: fixed text, or the number of a group (0: the whole match). */
type Part = string | number;

/**
 * Replaces every occurrence. Patterns are matched in linear time (RE2), whatever they are.
 * @throws WeftError `CONFIG_INVALID` at `pointer` where the pattern is none.
 */
export function replaceAll({ find, replacement, isPattern, ignoreCase }: Settings, pointer: string): Operate {
  if (!isPattern && !ignoreCase) return onText((text, bytesMax) => replaceText(text, find, replacement, bytesMax));
  const pattern = compiled(isPattern ? find : RE2JS.quote(find), ignoreCase, pointer);
  const parts = isPattern ? partsOf(replacement, pattern.groupCount(), pointer) : [replacement];
  const instructions = Math.max(pattern.programSize(), instructionsMin);
  return onText((text, bytesMax) => {
    if (text.length * instructions > workMax)
      throw new WeftError(
        'BODY_TOO_LARGE',
        `The text is too long for this pattern: at most ${Math.floor(workMax / instructions)} characters can be searched. Split it first.`,
      );
    return replacePattern(text, pattern, parts, bytesMax);
  });
}

function compiled(source: string, ignoreCase: boolean, pointer: string): RE2JS {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source), ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new WeftError('CONFIG_INVALID', `The regular expression cannot be understood: ${why}.`, {
      cause,
      place: { pointer: `${pointer}/find` },
    });
  }
}

function partsOf(replacement: string, groups: number, pointer: string): Part[] {
  return replacement.split(/(\$[$&1-9])/).map((part) => {
    if (part === '$$') return '$';
    if (part === '$&') return 0;
    if (!/^\$[1-9]$/.test(part)) return part;
    const group = Number(part.slice(1));
    if (group <= groups) return group;
    throw new WeftError(
      'CONFIG_INVALID',
      `The replacement names ${part}, but the pattern has ${groups} groups. Write $$ for a dollar sign.`,
      {
        place: { pointer: `${pointer}/replacement` },
      },
    );
  });
}

function replaceText(text: string, find: string, replacement: string, bytesMax: number): string {
  const out = newOutput(bytesMax);
  let from = 0;
  for (let at = text.indexOf(find); at !== -1; at = text.indexOf(find, from)) {
    out.add(text.slice(from, at));
    out.add(replacement);
    from = at + find.length;
  }
  out.add(text.slice(from));
  return out.text();
}

function replacePattern(text: string, pattern: RE2JS, parts: readonly Part[], bytesMax: number): string {
  const out = newOutput(bytesMax);
  let from = 0;
  for (const match of pattern.matchAll(text)) {
    const at = match.index ?? 0;
    out.add(text.slice(from, at));
    for (const part of parts) out.add(typeof part === 'string' ? part : (match[part] ?? ''));
    from = at + match[0].length;
  }
  out.add(text.slice(from));
  return out.text();
}

/** Grows to so many characters and no further: a character is a byte at least. */
function newOutput(bytesMax: number): { add(part: string): void; text(): string } {
  let text = '';
  return {
    add(part) {
      if (text.length + part.length > bytesMax) throw tooLarge('Replacing', bytesMax);
      text += part;
    },
    text: () => text,
  };
}
