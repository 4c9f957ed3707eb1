import type { BranchRule, Effect, JoinRule, Role, ScopeRule } from '@weft/step-kit';
import type { RetryRule } from '../document/retry-rule.ts';

/** What the engine runs: immutable, made by publishing, kept with the version. */
export interface Plan {
  /** SHA-256 (hex) of everything that has meaning; layout, notes and titles of the file are left out. */
  readonly hash: string;
  readonly start: string;
  readonly steps: Readonly<Record<string, PlanStep>>;
  /** Marks of values that are never recorded (redaction-mark.ts). */
  readonly redact?: readonly string[];
}

export interface PlanStep {
  readonly id: string;
  readonly type: string;
  /** What people call it: its title, or its type's. */
  readonly title: string;
  readonly role: Role;
  readonly effect: Effect;
  /** Upgraded to the current version and parsed: defaults are filled in. */
  readonly config: Readonly<Record<string, unknown>>;
  /** By port id; every port of the step is a key. Several links on one port copy. */
  readonly outputs: Readonly<Record<string, readonly PlanLink[]>>;
  /** The joins whose branching begins here: this step is the nearest one that all their paths pass through. */
  readonly forks: readonly string[];
  readonly branch?: BranchRule;
  readonly join?: PlanJoin;
  readonly scope?: ScopeRule;
  /** Collect steps: the step whose passing documents begin a collection. It has this step among its `forks`. */
  readonly collect?: { readonly since: string };
  readonly retry?: RetryRule;
}

export interface PlanJoin extends JoinRule {
  readonly fork: string;
  /** The names of the paths, in the order of the links. */
  readonly paths: readonly string[];
}

export interface PlanLink {
  readonly to: string;
  /** On links into a join: the name of the path. */
  readonly path?: string;
}
