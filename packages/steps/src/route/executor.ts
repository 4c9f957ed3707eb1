import type { Document } from '@weft/document';
import { type Emission, type ExecutionInfo, implementStep } from '@weft/step-kit/executor';
import { whenAll } from '../all-values.ts';
import { type Condition, conditionOf } from '../condition.ts';
import { definition } from './definition.ts';

interface Rule {
  readonly emission: Emission;
  readonly holds: Condition;
}

const otherwise: Emission = { port: 'otherwise' };

/** Sends the document, as it is, where its rules say. */
export const implementation = implementStep(definition, ({ rules, match }, tools) => {
  const compiled = rules.map(({ id, condition }, index): Rule => {
    return { emission: { port: id }, holds: conditionOf(condition, `/rules/${index}/condition`, tools) };
  });
  if (match === 'first') return (document, { execution }) => firstOf(compiled, 0, document, execution);
  return (document, { execution }) =>
    whenAll(
      compiled.map(({ holds }) => holds(document, execution)),
      (held) => {
        const taken = compiled.filter((_rule, index) => held[index]).map(({ emission }) => emission);
        return taken.length === 0 ? otherwise : taken;
      },
    );
});

/** Rules behind the one that holds are not asked: they may rely on it, as in "no customer" before "customer is blocked". */
function firstOf(rules: readonly Rule[], from: number, document: Document, execution: ExecutionInfo): Emission | Promise<Emission> {
  for (let at = from; at < rules.length; at++) {
    const { holds, emission } = rules[at] as Rule;
    const held = holds(document, execution);
    if (held instanceof Promise) return held.then((late) => (late ? emission : firstOf(rules, at + 1, document, execution)));
    if (held) return emission;
  }
  return otherwise;
}
