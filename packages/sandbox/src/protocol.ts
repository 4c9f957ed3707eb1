// What parent and child say to each other: JSON, one message at a time. Inputs and results travel as JSON text inside.

/** A script as the child keeps it: `script` is the body of a function of `input`, `expression` one of the names given. */
export interface ScriptSource {
  readonly kind: 'script' | 'expression';
  readonly source: string;
  /** Of an expression: the members of the input that it sees as variables. */
  readonly names: readonly string[];
  readonly memoryMb: number;
}

export type ToChild =
  | { readonly kind: 'learn'; readonly key: string; readonly script: ScriptSource }
  | { readonly kind: 'forget'; readonly key: string }
  | RunRequest
  /** Only compiles. */
  | { readonly kind: 'check'; readonly id: number; readonly key: string };

export interface RunRequest {
  readonly kind: 'run';
  readonly id: number;
  readonly key: string;
  /** JSON text; absent for `undefined`. */
  readonly input?: string;
  readonly timeoutMs: number;
}

export type FromChild =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer; readonly residentMb: number };

export type Answer =
  /** The isolate's own account, as it wrote it: JSON text that the parent must not trust. */
  | { readonly outcome: 'ended'; readonly report: string }
  | { readonly outcome: 'timeout'; readonly report: string | undefined }
  | { readonly outcome: 'memory' }
  | { readonly outcome: 'syntax'; readonly message: string }
  | { readonly outcome: 'failed'; readonly message: string }
  | { readonly outcome: 'checked' };

/** Of a result, in UTF-16 code units of its JSON text. 32 M. */
export const resultLengthMax = 32 * 1024 * 1024;

/** The name of the user's script in stack traces. */
export const scriptName = 'script.js';
