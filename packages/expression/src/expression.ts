import { toWeftError, WeftError } from '@weft/errors';
import type { Expression as Node } from 'acorn';
import { compileSafe } from './compile/compile.ts';
import { isOfExecution } from './compile/names.ts';
import { OutsideSubset } from './compile/outside.ts';
import { freeNamesOf } from './free-names.ts';
import { functions, namespaces } from './globals/globals.ts';
import { invalid, parseSource, type SourceFault } from './parse.ts';
import { Budget, defaultLimits, type Limits } from './values/budget.ts';
import { Frame, type Run, type Scope, type Surroundings } from './values/frame.ts';
import { isPlain } from './values/member.ts';

/** Runs a source that is outside the safe subset; `names` are the values of the names it uses. */
export type Sandbox = (source: string, names: Readonly<Record<string, unknown>>) => Promise<unknown>;

export interface ExpressionOptions {
  /** For what is outside the safe subset. Without one, such expressions compile but fail when evaluated. */
  readonly sandbox?: Sandbox;
  readonly surroundings?: Surroundings;
  readonly limits?: Limits;
}

/** A compiled expression. May be evaluated any number of times, also at once. */
export interface Expression {
  readonly source: string;
  /** Whether it runs in this process, without the sandbox. */
  readonly isSafe: boolean;
  /** Why it needs the sandbox, where it does. */
  readonly reason?: string;
  /** Paths it reads, as in `body.order.lines` or `param_id`. */
  readonly references: readonly string[];
  /** Whether evaluating it may read `scope.body`. */
  readonly readsBody: boolean;
  /**
   * A promise only where `isSafe` is false.
   * @throws WeftError `EXPRESSION_FAILED` with a sentence that holds names but no data.
   */
  evaluate(scope: Scope): unknown;
}

const here: Surroundings = { now: () => Date.now(), uuid: () => crypto.randomUUID() };

/**
 * Compiles a JavaScript expression.
 * @throws WeftError `EXPRESSION_INVALID` with position, where it is not one.
 */
export function compileExpression(source: string, options: ExpressionOptions = {}): Expression {
  const parsed = parseSource(source);
  if (parsed.fault !== undefined) throw invalid(source, parsed.fault);
  return compileNode(source, parsed.expression, options);
}

/** What is wrong with a source, or undefined where it is an expression (in the safe subset or not). */
export function checkExpression(source: string): SourceFault | undefined {
  return parseSource(source).fault;
}

/** As {@link compileExpression}, from a tree that was parsed already. */
export function compileNode(source: string, node: Node, options: ExpressionOptions): Expression {
  try {
    const { run, references } = compileSafe(node);
    const readsBody = references.some(mayComeFromBody);
    return { source, isSafe: true, references, readsBody, evaluate: evaluator(run, options) };
  } catch (error) {
    if (!(error instanceof OutsideSubset)) throw error;
    return outside(source, node, error.message, options);
  }
}

function mayComeFromBody(path: string): boolean {
  const [root = ''] = path.split('.', 1);
  return root !== 'properties' && root !== 'execution' && !isOfExecution(root);
}

function evaluator(run: Run, options: ExpressionOptions): Expression['evaluate'] {
  const limits = options.limits ?? defaultLimits;
  const surroundings = options.surroundings ?? here;
  return (scope) => {
    let value: unknown;
    try {
      value = run(new Frame(scope, new Budget(limits), surroundings, noSlots, undefined));
    } catch (thrown) {
      throw translated(thrown);
    }
    if (typeof value === 'function')
      throw new WeftError('EXPRESSION_FAILED', 'The expression gives a function, which is not data. Call it.');
    return value;
  };
}

const noSlots: unknown[] = [];

/** What the engine itself throws: the stack ran out, a text became too long, a number had too many digits. */
function translated(thrown: unknown): WeftError {
  if (thrown instanceof WeftError) return thrown;
  if (thrown instanceof RangeError) {
    const why = /call stack/i.test(thrown.message) ? 'It is nested too deeply' : thrown.message;
    return new WeftError('EXPRESSION_FAILED', `The expression failed: ${why}.`, { cause: thrown });
  }
  return toWeftError(thrown);
}

function outside(source: string, node: Node, reason: string, options: ExpressionOptions): Expression {
  const names = freeNamesOf(node);
  const { sandbox } = options;
  return {
    source,
    isSafe: false,
    reason,
    references: names,
    readsBody: names.some(mayComeFromBody),
    evaluate: (scope) => {
      if (sandbox !== undefined) return sandbox(source, valuesOf(names, scope));
      throw new WeftError('EXPRESSION_FAILED', `The expression needs the sandbox, because ${reason}, and there is no sandbox here.`);
    },
  };
}

/** Only what the source names crosses into the sandbox. Helpers and JavaScript's own are there, and go before members of the same name. */
function valuesOf(names: readonly string[], scope: Scope): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of names) {
    if (name === 'body' || name === 'properties' || name === 'execution') values[name] = scope[name];
    else if (functions.has(name) || namespaces.has(name)) continue;
    else if (scope.names !== undefined && name in scope.names) values[name] = scope.names[name];
    else if (Object.hasOwn(scope.execution, name)) values[name] = scope.execution[name];
    else if (isOfExecution(name)) values[name] = undefined;
    else if (isPlain(scope.body) && Object.hasOwn(scope.body, name)) values[name] = scope.body[name];
  }
  return values;
}
