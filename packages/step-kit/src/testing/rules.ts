import type { Rule } from './rule.ts';
import { stopsWhenAborted } from './rules/abort.ts';
import { describesItself } from './rules/describe.ts';
import { docsAnswer } from './rules/docs.ts';
import { throwsKnownErrors } from './rules/errors.ts';
import { examplesHold } from './rules/examples.ts';
import { fieldsAreDescribed } from './rules/fields.ts';
import { halvesFit } from './rules/halves.ts';
import { iconIsDrawn } from './rules/icon.ts';
import { initialOnlyLacks } from './rules/initial.ts';
import { jsonSchemaIsProducible } from './rules/json-schema.ts';
import { portsAreUnique } from './rules/ports.ts';
import { typeIsAFolderName } from './rules/type.ts';
import { upgradesLeadHere } from './rules/upgrades.ts';

/** All that is true of every step type, in the order a reader meets it. */
export const rules: readonly Rule[] = [
  typeIsAFolderName,
  halvesFit,
  fieldsAreDescribed,
  jsonSchemaIsProducible,
  initialOnlyLacks,
  portsAreUnique,
  describesItself,
  iconIsDrawn,
  docsAnswer,
  upgradesLeadHere,
  examplesHold,
  stopsWhenAborted,
  throwsKnownErrors,
];
