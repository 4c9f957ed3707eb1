export { execute } from './execute.ts';
export type { EngineServices, ExecutionOutcome, ExecutionStart, Journal, JournalEntry, PreparedPlan, Reply } from './ports.ts';
export { preparePlan } from './prepare.ts';
