import type { Rule } from '../rule.ts';

/** Every config ever saved reaches the version of today. */
export const upgradesLeadHere: Rule = {
  name: 'its upgrades lead from version 1 to the current one without changing what they are given',
  check: ({ entry: { definition } }) => {
    const upgrades = definition.upgrades ?? [];
    if (upgrades.length !== definition.version - 1)
      return [`Version ${definition.version} needs ${definition.version - 1} upgrades; there are ${upgrades.length}.`];
    try {
      let config: Record<string, unknown> = {};
      // A frozen config makes an upgrade that writes into it throw.
      for (const upgrade of upgrades) config = upgrade(Object.freeze(config));
      return [];
    } catch (thrown) {
      return [`An upgrade throws or changes its config: ${String(thrown)}`];
    }
  },
};
