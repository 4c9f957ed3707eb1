export type { Plan, PlanJoin, PlanLink, PlanStep } from './compile/plan.ts';
export { currentFormatVersion, type Link, type LinkEnd, type ProcessFile, processFileSchema, type Step } from './document/process-file.ts';
export type { ExecutionError, ExecutionStatus, ExecutionTrace, LogLine, StepRunRecord, TraceDocument, TraceEvent } from './trace/trace.ts';
