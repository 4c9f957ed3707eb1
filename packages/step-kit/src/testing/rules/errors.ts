import { Body, createDocument, type Document } from '@weft/document';
import { codes, WeftError } from '@weft/errors';
import type { Rule } from '../rule.ts';
import { runStep } from '../run-example.ts';

/** Documents that a step did not expect. */
const probes: ReadonlyArray<readonly [name: string, document: Document]> = [
  ['no content', createDocument('root', Body.empty)],
  ['broken JSON', createDocument('root', Body.fromText('{"open": ', 'application/json'))],
  ['broken XML', createDocument('root', Body.fromText('<open>', 'application/xml'))],
  ['null', createDocument('root', Body.fromValue(null))],
  ['a number', createDocument('root', Body.fromValue(7))],
  ['an empty list', createDocument('root', Body.fromValue([]))],
  ['bytes', createDocument('root', Body.fromBytes(new Uint8Array([0xff, 0x00]), 'application/octet-stream'))],
];

/** Whatever a step is given, what it throws is an error of Weft that somebody can act on. */
export const throwsKnownErrors: Rule = {
  name: 'it throws only errors of Weft with a known code, never a bug, whatever document it gets',
  check: async ({ entry, implementation, surroundings }) => {
    const problems: string[] = [];
    if (implementation === undefined) return problems;
    for (const example of entry.examples) {
      for (const [name, document] of probes) {
        try {
          await runStep(implementation, example, surroundings, { document, signal: AbortSignal.timeout(10_000) });
        } catch (thrown) {
          const problem = problemOf(thrown);
          if (problem !== undefined) problems.push(`"${example.title}" with ${name}: ${problem}`);
        }
      }
    }
    return problems;
  },
};

function problemOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof WeftError)) return `it threw ${thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)}`;
  if (!Object.hasOwn(codes, thrown.code)) return `the code ${thrown.code} is not in the table.`;
  return thrown.kind === 'bug' ? `it threw ${thrown.code}: ${thrown.detail ?? thrown.message}` : undefined;
}
