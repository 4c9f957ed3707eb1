import { pathName } from '../../compile/path-name.ts';
import type { ProcessIssue } from '../issue.ts';
import type { Rule } from '../rule.ts';
import { linkPointer } from '../sentence.ts';

/** Names that would reach into the prototype of the join's output. */
const forbiddenNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** The paths of a join can be told apart by their names. */
export const joinPathNames: Rule = function* ({ steps }) {
  for (const { id, title, role, incoming } of steps.values()) {
    if (role !== 'join') continue;
    const taken = new Set<string>();
    for (const link of incoming) {
      const name = pathName(link);
      const issue = (code: string, message: string): ProcessIssue => ({
        severity: 'error',
        code,
        message,
        stepId: id,
        linkIndex: link.index,
        pointer: linkPointer(link.index, 'name'),
      });
      if (forbiddenNames.has(name)) {
        yield issue('JOIN_PATH_NAME_FORBIDDEN', `A path into "${title}" may not be named "${name}". Give it another name.`);
      } else if (taken.has(name)) {
        yield issue(
          'JOIN_PATH_NAME_TAKEN',
          `Two paths into "${title}" are named "${name}". Select one of the links and give it another name.`,
        );
      }
      taken.add(name);
    }
  }
};
