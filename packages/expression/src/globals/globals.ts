import { ExactNumber } from '@weft/formats';
import { helpers } from '../helpers/helpers.ts';
import { toNumber, toText } from '../values/convert.ts';
import { failed } from '../values/failed.ts';
import type { Frame } from '../values/frame.ts';
import { arrayMembers } from './array.ts';
import type { GlobalFunction, NamespaceMembers } from './global-function.ts';
import { jsonMembers } from './json.ts';
import { mathMembers } from './math.ts';
import { objectMembers } from './object.ts';

/** Functions called by name alone: a few of JavaScript's, and Weft's helpers. */
export const functions: ReadonlyMap<string, GlobalFunction> = new Map<string, GlobalFunction>([
  ['Boolean', ([value]) => Boolean(value)],
  ['Number', (args, { budget }) => (args.length === 0 ? 0 : args[0] instanceof ExactNumber ? args[0] : toNumber(args[0], budget))],
  ['String', (args, { budget }) => (args.length === 0 ? '' : toText(args[0], budget))],
  ['decodeURIComponent', ([text], { budget }) => uri(decodeURIComponent, toText(text, budget))],
  ['encodeURIComponent', ([text], { budget }) => encoded(toText(text, budget), { budget })],
  ['isFinite', ([value], { budget }) => Number.isFinite(toNumber(value, budget))],
  ['isNaN', ([value], { budget }) => Number.isNaN(toNumber(value, budget))],
  ['parseFloat', ([text], { budget }) => Number.parseFloat(toText(text, budget))],
  [
    'parseInt',
    ([text, radix], { budget }) => Number.parseInt(toText(text, budget), radix === undefined ? undefined : toNumber(radix, budget)),
  ],
  ...helpers.map((helper): [string, GlobalFunction] => [helper.name, helper.run]),
]);

export const namespaces: ReadonlyMap<string, NamespaceMembers> = new Map<string, NamespaceMembers>([
  ['Array', arrayMembers],
  [
    'Date',
    new Map<string, GlobalFunction>([
      ['now', (_args, frame) => frame.surroundings.now()],
      ['parse', ([text], { budget }) => Date.parse(toText(text, budget))],
      ['UTC', (args, { budget }) => Date.UTC(...(args.map((arg) => toNumber(arg, budget)) as [number]))],
    ]),
  ],
  ['JSON', jsonMembers],
  ['Math', mathMembers],
  [
    'Number',
    new Map<string, GlobalFunction | number>([
      ['EPSILON', Number.EPSILON],
      ['MAX_SAFE_INTEGER', Number.MAX_SAFE_INTEGER],
      ['MIN_SAFE_INTEGER', Number.MIN_SAFE_INTEGER],
      ['isFinite', ([value]) => value instanceof ExactNumber || Number.isFinite(value)],
      ['isInteger', ([value]) => Number.isInteger(value)],
      ['isNaN', ([value]) => Number.isNaN(value)],
      ['isSafeInteger', ([value]) => Number.isSafeInteger(value)],
      ['parseFloat', ([text], { budget }) => Number.parseFloat(toText(text, budget))],
      [
        'parseInt',
        ([text, radix], { budget }) => Number.parseInt(toText(text, budget), radix === undefined ? undefined : toNumber(radix, budget)),
      ],
    ]),
  ],
  ['Object', objectMembers],
  [
    'String',
    new Map<string, GlobalFunction>([
      ['fromCharCode', (args, { budget }) => String.fromCharCode(...args.map((arg) => toNumber(arg, budget)))],
    ]),
  ],
]);

function encoded(text: string, { budget }: Pick<Frame, 'budget'>): string {
  // Up to nine characters for one.
  budget.grow(text.length * 9);
  return uri(encodeURIComponent, text);
}

function uri(work: (text: string) => string, text: string): string {
  try {
    return work(text);
  } catch (cause) {
    throw failed('The text cannot be encoded or decoded as part of an address', cause);
  }
}
