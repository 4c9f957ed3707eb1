import * as z from 'zod';
import { hints } from '../../field.ts';
import type { Rule } from '../rule.ts';

/** The JSON Schema of the process file holds that of every config. */
export const jsonSchemaIsProducible: Rule = {
  name: 'its config can be written as a JSON Schema',
  check: ({ entry }) => {
    try {
      z.toJSONSchema(entry.definition.config as z.ZodType, { io: 'input', metadata: hints });
      return [];
    } catch (thrown) {
      return [`The schema cannot be written: ${thrown instanceof Error ? thrown.message : String(thrown)}`];
    }
  },
};
