// What a process is: its file, the commands that change it, its validation, its plan, and the trace of its executions.
// Pure, and the same in browsers and Node.

export { applyCommand } from './commands/apply-command.ts';
export type { Applied, Command, CommandOf, Fragment, PlacedLink, Position } from './commands/command.ts';
export { newStepId } from './commands/new-step-id.ts';
export { fragmentOf } from './commands/paste-steps.ts';
export { callsOut } from './compile/calls-out.ts';
export { canonicalHash } from './compile/canonical-hash.ts';
export { compileProcess } from './compile/compile-process.ts';
export { outputsOf } from './compile/outputs-of.ts';
export { pathName } from './compile/path-name.ts';
export type { Plan, PlanJoin, PlanLink, PlanStep } from './compile/plan.ts';
export { routesOf } from './compile/routes-of.ts';
export { schedulesOf } from './compile/schedules-of.ts';
export { enclosingPorts, type OrderedGraph, stepsBehind, type Way } from './compile/scope-regions.ts';
export { upgradeConfig } from './compile/upgrade-config.ts';
export { processLimits } from './document/limits.ts';
export { jsonPointer } from './document/pointer.ts';
export {
  currentFormatVersion,
  type Link,
  type LinkEnd,
  type ProcessFile,
  type ProcessSettings,
  processFileSchema,
  type Step,
} from './document/process-file.ts';
export { configJsonSchema, type JsonSchema, processFileJsonSchema } from './document/process-file-json-schema.ts';
export { readProcessFile } from './document/read-process-file.ts';
export { redactionMarkProblem } from './document/redaction-mark.ts';
export { type RetryRule, retryRuleSchema } from './document/retry-rule.ts';
export type { FileFault } from './document/structure-faults.ts';
export { writeProcessFile } from './document/write-process-file.ts';
export {
  type ExecutionError,
  type ExecutionStatus,
  type ExecutionTrace,
  type LogLine,
  type StepRunRecord,
  type TraceDocument,
  type TraceEvent,
  type Trigger,
  triggers,
} from './trace/trace.ts';
export { applyTraceEvent, createTraceBuilder, emptyTrace, type TraceBuilder, traceLimits } from './trace/trace-builder.ts';
export { type ConfigField, configFields } from './validate/config-fields.ts';
export type { ProcessIssue } from './validate/issue.ts';
export type { Surroundings } from './validate/rule.ts';
export { validateProcess } from './validate/validate-process.ts';
