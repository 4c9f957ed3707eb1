import { callApi } from './api.ts';
import type { MeResource } from './resources.ts';

/** Opens a session; the server sets its cookie. @throws ApiProblem `UNAUTHENTICATED`, `RATE_LIMITED`. */
export function signIn(email: string, password: string): Promise<MeResource> {
  return callApi('/session', { method: 'POST', body: { email, password } });
}

/** Ends the session of this browser. */
export function signOut(): Promise<void> {
  return callApi('/session', { method: 'DELETE' });
}

/** True until the first admin exists. */
export async function isSetUpNeeded(signal?: AbortSignal): Promise<boolean> {
  return (await callApi<{ readonly needed: boolean }>('/set-up', { signal })).needed;
}

export interface FirstAdmin {
  /** Printed where Weft was started. */
  readonly code: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** Creates the first admin and opens a session. @throws ApiProblem `FORBIDDEN`, `CONFLICT`. */
export function completeSetUp(admin: FirstAdmin): Promise<MeResource> {
  return callApi('/set-up', { method: 'POST', body: admin });
}

/** @throws ApiProblem where the current password is not right or the new one is too short. */
export function changePassword(current: string, password: string): Promise<void> {
  return callApi('/me/password', { method: 'PUT', body: { current, password } });
}
