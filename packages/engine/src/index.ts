export { execute } from './execute.ts';
export type { EngineServices, ExecutionOutcome, ExecutionStart, PreparedPlan, Reply } from './ports.ts';
export { preparePlan } from './prepare.ts';
