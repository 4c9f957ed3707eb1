import { configFields } from '../config-fields.ts';
import type { ProcessIssue } from '../issue.ts';
import type { Rule } from '../rule.ts';
import { stepPointer } from '../sentence.ts';

/** Every connection that a step names exists and reaches the kind of system that the step talks to. */
export const connectionsKnown: Rule = function* ({ steps, catalog }, { connections }) {
  if (connections === undefined) return;
  const typeOf = new Map(connections.map(({ id, type }) => [id, type]));
  for (const { id, title, definition, config } of steps.values()) {
    if (definition === undefined || !config?.valid) continue;
    for (const { hint, path, value } of configFields(definition.config, config.value)) {
      if (hint?.widget !== 'connection' || typeof value !== 'string' || value === '') continue;
      const found = typeOf.get(value);
      const place = { severity: 'error', stepId: id, pointer: stepPointer(id, 'config', ...path) } satisfies Partial<ProcessIssue>;
      if (found === undefined) {
        const message = `"${title}": the connection "${value}" does not exist. Choose another one for "${hint.title}".`;
        yield { ...place, code: 'CONNECTION_UNKNOWN', message };
      } else if (hint.connectionType !== undefined && found !== hint.connectionType) {
        const wanted = catalog.connections.get(hint.connectionType)?.title ?? hint.connectionType;
        const message = `"${title}": the connection "${value}" is of another kind than ${wanted}. Choose another one for "${hint.title}".`;
        yield { ...place, code: 'CONNECTION_UNFIT', message };
      }
    }
  }
};
