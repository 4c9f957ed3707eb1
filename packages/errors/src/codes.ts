/**
 * The table of every error code that can leave Weft, in alphabetical order.
 *
 * `user`: the process, the call or a configuration is wrong; its author can mend it.
 * `operational`: something outside did not answer as it should; waiting or an operator mends it.
 * `bug`: Weft itself is wrong.
 *
 * `status` is the HTTP status when the error ends a call (RFC 9110 §15).
 */
export const codes = {
  ATTEMPT_REFUSED: { kind: 'operational', status: 503, title: 'Another worker goes on with this execution' },
  BODY_NOT_PARSABLE: { kind: 'user', status: 400, title: 'The body cannot be read as its content type says' },
  BODY_NOT_SERIALIZABLE: { kind: 'user', status: 500, title: 'A value cannot be written as its content type says' },
  BODY_TOO_LARGE: { kind: 'user', status: 413, title: 'The body is larger than allowed' },
  CANCELLED: { kind: 'user', status: 499, title: 'The execution was cancelled' },
  CONFIG_INVALID: { kind: 'user', status: 422, title: 'A step is not configured correctly' },
  CONFLICT: { kind: 'user', status: 409, title: 'Somebody else changed this in the meantime' },
  CONNECTION_FAILED: { kind: 'operational', status: 502, title: 'A system could not be reached' },
  CONNECTION_UNKNOWN: { kind: 'user', status: 422, title: 'The connection does not exist' },
  DATABASE_UNAVAILABLE: { kind: 'operational', status: 503, title: 'The database of Weft cannot be used' },
  EXPRESSION_FAILED: { kind: 'user', status: 500, title: 'An expression failed' },
  EXPRESSION_INVALID: { kind: 'user', status: 422, title: 'An expression cannot be understood' },
  FORBIDDEN: { kind: 'user', status: 403, title: 'Not allowed' },
  HTTP_STATUS: { kind: 'operational', status: 502, title: 'A service answered with an error' },
  IDEMPOTENCY_KEY_REUSED: { kind: 'user', status: 422, title: 'This idempotency key was used for another request' },
  INTERNAL: { kind: 'bug', status: 500, title: 'Weft failed' },
  METHOD_NOT_ALLOWED: { kind: 'user', status: 405, title: 'The endpoint does not accept this method' },
  NOT_FOUND: { kind: 'user', status: 404, title: 'Nothing is here' },
  OUTCOME_UNKNOWN: { kind: 'operational', status: 500, title: 'Nobody knows whether a step took effect' },
  OUTBOUND_REFUSED: { kind: 'user', status: 502, title: 'The address may not be called' },
  OVERLOADED: { kind: 'operational', status: 503, title: 'Too many calls are in flight' },
  PROCESS_INVALID: { kind: 'user', status: 422, title: 'The process has problems' },
  QUERY_FAILED: { kind: 'operational', status: 502, title: 'The database refused the statement' },
  RAISED: { kind: 'user', status: 500, title: 'The process ended itself with an error' },
  RATE_LIMITED: { kind: 'user', status: 429, title: 'Too many requests' },
  REQUEST_INVALID: { kind: 'user', status: 400, title: 'The request is not valid' },
  ROUTE_TAKEN: { kind: 'user', status: 409, title: 'Another process has this address' },
  SCRIPT_FAILED: { kind: 'user', status: 500, title: 'A script failed' },
  SCRIPT_LIMIT: { kind: 'user', status: 500, title: 'A script went over its limits' },
  SECRET_UNREADABLE: { kind: 'operational', status: 500, title: 'A stored secret cannot be read' },
  SETTING_INVALID: { kind: 'operational', status: 500, title: 'A setting of this installation is wrong' },
  STEP_FAILED: { kind: 'operational', status: 500, title: 'A step failed' },
  TIMEOUT: { kind: 'operational', status: 504, title: 'It took too long' },
  UNAUTHENTICATED: { kind: 'user', status: 401, title: 'Sign in first' },
  WAIT_ENDED: { kind: 'user', status: 410, title: 'Nothing waits for this call any more' },
  WORKER_KILLED: { kind: 'operational', status: 500, title: 'The worker died while it executed this' },
} as const satisfies Record<string, { kind: ErrorKind; status: number; title: string }>;

export type ErrorKind = 'user' | 'operational' | 'bug';
export type ErrorCode = keyof typeof codes;
