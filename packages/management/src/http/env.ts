import type { Context } from 'hono';
import type { Caller } from '../access/caller.ts';

/** What the middlewares leave for the handlers. */
export interface ApiEnv {
  Variables: {
    /** undefined only on operations that anyone may call. */
    caller: Caller | undefined;
  };
}

export type ApiContext = Context<ApiEnv>;
