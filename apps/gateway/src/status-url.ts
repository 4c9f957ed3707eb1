import { createHmac, timingSafeEqual } from 'node:crypto';

/** Makes and checks the address where the outcome of an accepted call can be asked for. */
export interface StatusUrls {
  /** Path and query; valid for ever, of use while the execution is kept. */
  of(executionId: string): string;
  isValid(executionId: string, token: string): boolean;
}

/** The token proves that this Weft gave the address out: knowing an id is not enough. */
export function createStatusUrls(secret: Uint8Array): StatusUrls {
  const tokenOf = (executionId: string) => createHmac('sha256', secret).update(`status\n${executionId}`).digest('base64url');
  return {
    of: (executionId) => `/executions/${executionId}?token=${tokenOf(executionId)}`,
    isValid: (executionId, token) => {
      const expected = Buffer.from(tokenOf(executionId));
      const given = Buffer.from(token);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
