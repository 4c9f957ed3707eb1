export { cancellationOf } from './cancellation.ts';
export { codes, type ErrorCode, type ErrorKind } from './codes.ts';
export { type Problem, toProblem } from './problem.ts';
export { type Place, toWeftError, WeftError, type WeftErrorInit } from './weft-error.ts';
