export type { EngineServices, ExecutionOutcome, ExecutionStart, PreparedPlan, Reply } from './ports.ts';
// to come: prepare(plan, implementations, tools) → PreparedPlan; execute(prepared, start, services, signal) → ExecutionOutcome
