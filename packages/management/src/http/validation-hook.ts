import { WeftError } from '@weft/errors';
import type * as z from 'zod';
import { problemResponse } from './problem-response.ts';

interface ValidationResult {
  readonly success: boolean;
  readonly target: string;
  readonly error?: z.core.$ZodError;
}

/** One thing wrong with a request: where (JSON Pointer, RFC 6901) and what. */
export interface RequestProblem {
  /** `json`, `query` or `param`. */
  readonly in: string;
  readonly pointer: string;
  readonly message: string;
}

/** Answers 400 where a request does not fit the schemas of its route, with a pointer for each problem (at most 100). */
export function validationHook(result: ValidationResult): Response | undefined {
  if (result.success || result.error === undefined) return undefined;
  const problems = requestProblems(result.error, result.target);
  const first = problems[0];
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  const place = first === undefined || first.pointer === '' ? '' : ` at ${first.pointer}`;
  const error = new WeftError('REQUEST_INVALID', `The request is not valid${place}: ${first?.message ?? 'it does not fit'}${more}`);
  return problemResponse(error, { problems: problems.slice(0, 100) });
}

/** The issues of zod as pointers; members that are too many are named one by one. */
export function requestProblems(error: z.core.$ZodError, target: string): RequestProblem[] {
  return error.issues.flatMap((issue): RequestProblem[] => {
    const pointer = toPointer(issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ in: target, pointer: `${pointer}/${escapeToken(key)}`, message: 'This member is not known.' }));
    }
    return [{ in: target, pointer, message: issue.message }];
  });
}

/** A path of keys as a JSON Pointer (RFC 6901 §3). */
function toPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${escapeToken(String(key))}`).join('');
}

function escapeToken(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
