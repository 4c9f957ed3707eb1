import { configFields } from '../config-fields.ts';
import type { ProcessIssue } from '../issue.ts';
import type { Rule } from '../rule.ts';
import { stepPointer } from '../sentence.ts';

/**
 * Every process that a step names exists. One that is not published is a warning only: it may be published before it is
 * called, and of two that call each other one has to be first.
 */
export const processesKnown: Rule = function* ({ steps }, { processes, processId }) {
  if (processes === undefined) return;
  const known = new Map(processes.map((process) => [process.id, process]));
  for (const { id, title, definition, config } of steps.values()) {
    if (definition === undefined || !config?.valid) continue;
    for (const { hint, path, value } of configFields(definition.config, config.value)) {
      if (hint?.widget !== 'process' || typeof value !== 'string' || value === '' || value === processId) continue;
      const found = known.get(value);
      const place = { stepId: id, pointer: stepPointer(id, 'config', ...path) } satisfies Partial<ProcessIssue>;
      if (found === undefined) {
        const message = `"${title}": the process "${value}" does not exist. Choose another one for "${hint.title}".`;
        yield { ...place, severity: 'error', code: 'PROCESS_UNKNOWN', message };
      } else if (!found.isLive) {
        const message = `"${title}": the process "${found.name}" is not published, so calling it would fail. Publish it first.`;
        yield { ...place, severity: 'warning', code: 'PROCESS_NOT_LIVE', message };
      }
    }
  }
};
