// The browser-safe half of the step contract: what a step type says about itself.

export { type Catalog, type CatalogEntry, makeCatalog, type StepExample } from './catalog.ts';
export { type AnyConnectionDefinition, type ConnectionDefinition, defineConnection } from './connection-definition.ts';
export { type FieldHint, type FieldOptions, field, hintOf, hints, type Widget } from './field.ts';
export { cronProblem, lastTimes, nextTime, type ScheduleClock, timeZoneProblem } from './schedule-time.ts';
export { scheduleInWords } from './schedule-words.ts';
export { combineSecrets, secretPathsOf, separateSecrets } from './secret-fields.ts';
export {
  type AnyStepDefinition,
  type BranchRule,
  type Category,
  type CollectRule,
  categories,
  defineStep,
  type Effect,
  type JoinMode,
  type JoinRule,
  type Port,
  type Role,
  type RouteSpec,
  roles,
  type SampleEvaluate,
  type ScheduleSpec,
  type ScopeRule,
  type StepCapability,
  type StepDefinition,
} from './step-definition.ts';
