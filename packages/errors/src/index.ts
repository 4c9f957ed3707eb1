export { codes, type ErrorCode, type ErrorKind } from './codes.ts';
export { type Place, WeftError, type WeftErrorInit, toWeftError } from './weft-error.ts';
export { type Problem, toProblem } from './problem.ts';
