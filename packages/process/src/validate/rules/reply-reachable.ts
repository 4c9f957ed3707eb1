import type { Rule } from '../rule.ts';
import { stepPointer } from '../sentence.ts';

/** Where callers wait, something should answer them. */
export const replyReachable: Rule = function* ({ steps, start, reachable }) {
  if (start?.config?.valid !== true || (start.definition?.routes?.(start.config.value) ?? []).length === 0) return;
  const answers = [...steps.values()].some(({ id, definition }) => reachable.has(id) && definition?.capabilities?.includes('reply'));
  if (answers) return;
  yield {
    severity: 'warning',
    code: 'REPLY_UNREACHABLE',
    message: `No reply can be reached from "${start.title}": callers get 204 without content. Add a reply where they should be answered.`,
    stepId: start.id,
    pointer: stepPointer(start.id),
  };
};
