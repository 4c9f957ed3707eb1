// For tests of packages that hold step types.
export { describeConformance } from './describe-conformance.ts';
export type { Rule, Subject } from './rule.ts';
export { rules } from './rules.ts';
export type { ConformanceSurroundings } from './surroundings.ts';
