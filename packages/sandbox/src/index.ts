export { createSandbox, type Sandbox, type SandboxOptions, type ScriptLimits } from './sandbox.ts';
