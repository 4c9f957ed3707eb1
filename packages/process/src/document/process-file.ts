import * as z from 'zod';
import { redactionMark } from './redaction-mark.ts';
import { retryRuleSchema } from './retry-rule.ts';

/** Raised when the shape of the process file changes; older files are upgraded on reading, newer ones refused. */
export const currentFormatVersion = 1;

const stepId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, 'A step id is 1 to 63 lower-case letters, digits and dashes, beginning with a letter.');

const step = z.strictObject({
  type: z.string().min(1).max(63),
  /** Of the step type's config. */
  version: z.int().min(1),
  title: z.string().max(120).optional(),
  config: z.record(z.string(), z.unknown()),
  /** Layout only: moving a box never changes the plan. In canvas pixels. */
  position: z.strictObject({ x: z.number(), y: z.number() }),
  note: z.string().max(4000).optional(),
  /** Only on steps that call out. */
  retry: retryRuleSchema.optional(),
});

const linkEnd = z.strictObject({ step: stepId, port: z.string().min(1).max(63) });

const link = z.strictObject({
  from: linkEnd,
  to: stepId,
  /** The path's name in a join's output; the id of the step it comes from where it is not given. */
  name: z
    .string()
    .regex(/^[A-Za-z_$][\w$]{0,62}$/, 'A path name is a JavaScript identifier.')
    .optional(),
});

const settings = z.strictObject({
  /** Values that are never recorded; see redaction-mark.ts. */
  redact: z.array(redactionMark).max(100).optional(),
});

/** The process file: what `weft process export` writes, what a draft and a version hold. Steps by id, so that diffs stay small. */
export const processFileSchema = z.strictObject({
  $schema: z.string().optional(),
  formatVersion: z.int().min(1),
  name: z.string().min(1).max(120),
  description: z.string().max(4000).optional(),
  settings: settings.optional(),
  steps: z.record(stepId, step),
  links: z.array(link),
});

export type ProcessFile = z.infer<typeof processFileSchema>;
export type ProcessSettings = z.infer<typeof settings>;
export type Step = z.infer<typeof step>;
export type Link = z.infer<typeof link>;
export type LinkEnd = z.infer<typeof linkEnd>;
