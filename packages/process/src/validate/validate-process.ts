import type { Catalog } from '@weft/step-kit';
import { type ProcessView, viewProcess } from '../compile/process-view.ts';
import type { ProcessFile } from '../document/process-file.ts';
import type { ProcessIssue } from './issue.ts';
import type { Rule, Surroundings } from './rule.ts';
import { allReachable } from './rules/all-reachable.ts';
import { collectBegin } from './rules/collect-begin.ts';
import { configValid } from './rules/config-valid.ts';
import { connectionsKnown } from './rules/connections-known.ts';
import { expressionsParse } from './rules/expressions-parse.ts';
import { joinPathNames } from './rules/join-path-names.ts';
import { joinPaths } from './rules/join-paths.ts';
import { linksAttached } from './rules/links-attached.ts';
import { linksUnique } from './rules/links-unique.ts';
import { noCycle } from './rules/no-cycle.ts';
import { noLinkIntoStart } from './rules/no-link-into-start.ts';
import { oneStart } from './rules/one-start.ts';
import { processesKnown } from './rules/processes-known.ts';
import { replyReachable } from './rules/reply-reachable.ts';
import { retryFits } from './rules/retry-fits.ts';
import { scopeLinked } from './rules/scope-linked.ts';
import { stepTypeKnown } from './rules/step-type-known.ts';
import { stepVersionKnown } from './rules/step-version-known.ts';

/** In the order in which people should mend things. */
const rules: readonly Rule[] = [
  oneStart,
  stepTypeKnown,
  stepVersionKnown,
  configValid,
  expressionsParse,
  connectionsKnown,
  processesKnown,
  linksAttached,
  linksUnique,
  noLinkIntoStart,
  noCycle,
  joinPaths,
  joinPathNames,
  collectBegin,
  scopeLinked,
  retryFits,
  allReachable,
  replyReachable,
];

/** Everything that is wrong or odd about a process, the weightiest first. Empty where all is well. Never throws. */
export function validateProcess(file: ProcessFile, catalog: Catalog, surroundings: Surroundings = {}): ProcessIssue[] {
  return validateView(viewProcess(file, catalog), surroundings);
}

/** As {@link validateProcess}, for whoever has the view already. */
export function validateView(view: ProcessView, surroundings: Surroundings = {}): ProcessIssue[] {
  const issues = rules.flatMap((rule) => [...rule(view, surroundings)]);
  return issues.sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}
