import type { Rule } from '../rule.ts';
import { knownConfigs } from './configs.ts';

/** Links can name ports: each id once, and the same ids each time they are asked for. */
export const portsAreUnique: Rule = {
  name: 'its ports are a pure function of the config, with an id and a title each, none twice',
  check: ({ entry }) =>
    knownConfigs(entry).flatMap((config) => {
      const ports = entry.definition.ports(config);
      const ids = ports.map(({ id }) => id);
      const problems = ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `The port "${id}" is there twice.`);
      for (const { id, title } of ports) {
        if (!/^[A-Za-z][\w-]{0,62}$/.test(id)) problems.push(`"${id}" is no id of a port.`);
        if (title.trim() === '') problems.push(`The port "${id}" has no title.`);
      }
      const again = entry.definition.ports(config).map(({ id }) => id);
      return again.join() === ids.join() ? problems : [...problems, 'Asked twice, it names different ports.'];
    }),
};
