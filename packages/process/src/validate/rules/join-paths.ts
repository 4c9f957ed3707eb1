import type { Rule } from '../rule.ts';
import { stepPointer } from '../sentence.ts';

/** A join that can be reached has at least two paths that documents can come along. */
export const joinPaths: Rule = function* ({ steps, reachable }) {
  for (const { id, title, role, incoming } of steps.values()) {
    if (role !== 'join' || !reachable.has(id)) continue;
    const paths = incoming.filter(({ from }) => reachable.has(from.step));
    if (paths.length >= 2) continue;
    yield {
      severity: 'error',
      code: 'JOIN_PATHS_FEW',
      message: `"${title}" joins paths, but only one leads into it. Link a second one, or remove the join.`,
      stepId: id,
      pointer: stepPointer(id),
    };
  }
};
