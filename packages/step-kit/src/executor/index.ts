// The Node-only half of the step contract: what a step does.
export { compileTools } from './compile-tools.ts';
export {
  type AnyConnectionImplementation,
  type ConnectionImplementation,
  type ConnectionSurroundings,
  implementConnection,
  type OutboundGuard,
} from './connection.ts';
export {
  type AnyStepImplementation,
  type CompiledExpression,
  type CompiledScript,
  type CompiledTemplate,
  type ConnectionHandle,
  type Emission,
  type Emissions,
  type ExecutionInfo,
  implementStep,
  type LogLevel,
  type ReplyMessage,
  type StepContext,
  type StepImplementation,
  type StepRun,
  type StepTools,
} from './step.ts';
