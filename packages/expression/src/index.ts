export { type Completion, completionsFor, methodNamesFor } from './completions.ts';
export { checkExpression, compileExpression, type Expression, type ExpressionOptions, type Sandbox } from './expression.ts';
export type { Helper } from './helpers/helper.ts';
export { helpers } from './helpers/helpers.ts';
export { helpersTable } from './helpers-table.ts';
export type { SourceFault } from './parse.ts';
export { checkTemplate, compileTemplate, type Template } from './template.ts';
export { defaultLimits, type Limits } from './values/budget.ts';
export type { Scope, Surroundings } from './values/frame.ts';
