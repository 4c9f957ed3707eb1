export { identify } from './access/authenticate.ts';
export type { Caller } from './access/caller.ts';
export { type OperationId, operations } from './access/operations.ts';
export { createCommandLineToken, openSetUp, type SetUp } from './access/set-up.ts';
export { makeSignInLimiter, type SignInLimiter } from './access/sign-in-limiter.ts';
export { apiBasePath, createManagementApi } from './app.ts';
export type { ManagementServices } from './services.ts';
