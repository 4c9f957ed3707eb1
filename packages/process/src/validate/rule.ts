import type { ProcessView } from '../compile/process-view.ts';
import type { ProcessIssue } from './issue.ts';

/** What a process is checked against beside its catalog. What is not given is not checked. */
export interface Surroundings {
  /** The connections that exist. */
  readonly connections?: ReadonlyArray<{ readonly id: string; readonly type: string }>;
  /** The processes that exist, and whether they are published. */
  readonly processes?: ReadonlyArray<{ readonly id: string; readonly name: string; readonly isLive: boolean }>;
  /** The process that is checked, where it has an id already. */
  readonly processId?: string;
  /** Says in one sentence why an expression or template cannot be understood; undefined where it can. */
  readonly checkExpression?: (source: string, kind: 'expression' | 'template') => string | undefined;
}

/** One check. Pure; at most linear in the size of the file. */
export type Rule = (view: ProcessView, surroundings: Surroundings) => Iterable<ProcessIssue>;
