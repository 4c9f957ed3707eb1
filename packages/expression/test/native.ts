import { compileExpression } from '../src/index.ts';

/** What came of an evaluation: a value, or that it threw. */
export type Outcome = { readonly value: unknown } | { readonly threw: true };

/** The outcome in the engine itself, with the members of `body` as variables. */
export function runNatively(source: string, body: Readonly<Record<string, unknown>>): Outcome {
  const own = structuredClone(body);
  try {
    return { value: new Function('body', ...Object.keys(own), `return (${source}\n)`)(own, ...Object.values(own)) };
  } catch {
    return { threw: true };
  }
}

/** The outcome in the safe subset. Anything but a WeftError of an evaluation is a fault of the compiler, and escapes. */
export function runSafely(source: string, body: Readonly<Record<string, unknown>>): Outcome {
  const expression = compileExpression(source);
  if (!expression.isSafe) throw new Error(`not in the safe subset: ${source}: ${expression.reason}`);
  try {
    return { value: expression.evaluate({ body: structuredClone(body), properties: {}, execution: {} }) };
  } catch (error) {
    if ((error as { code?: string }).code !== 'EXPRESSION_FAILED') throw error;
    return { threw: true };
  }
}
