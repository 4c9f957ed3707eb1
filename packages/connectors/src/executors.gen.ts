// Written by `node tooling/generate/main.ts`. Change the folders of the step types instead.
import type { AnyConnectionImplementation, AnyStepImplementation } from '@weft/step-kit/executor';
import { implementation as httpConnection } from './http/client.ts';
import { implementation as postgresConnection } from './postgres/client.ts';
import { implementation as httpClient } from './http/http-client/executor.ts';
import { implementation as postgresQuery } from './postgres/postgres-query/executor.ts';

/** What each step type of this package does, by type. */
export const stepImplementations: ReadonlyMap<string, AnyStepImplementation> = new Map<string, AnyStepImplementation>([
  ['http-client', httpClient],
  ['postgres-query', postgresQuery],
]);

/** How each connection is opened, by type. */
export const connectionImplementations: ReadonlyMap<string, AnyConnectionImplementation> = new Map<string, AnyConnectionImplementation>([
  ['http', httpConnection],
  ['postgres', postgresConnection],
]);
