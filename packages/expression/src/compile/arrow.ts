import type { ArrowFunctionExpression } from 'acorn';
import { Frame, type Lambda, type Run } from '../values/frame.ts';
import type { Compiling } from './context.ts';
import { OutsideSubset } from './outside.ts';
import { compilePattern, namesIn } from './patterns.ts';

export function compileArrow(node: ArrowFunctionExpression, c: Compiling): Run {
  if (node.body.type === 'BlockStatement') throw new OutsideSubset(node.body, 'a function with statements is not in the safe subset');
  if (node.async) throw new OutsideSubset(node, '"async" is not in the safe subset');
  const inner = c.within(node.params.flatMap(namesIn));
  const bind = node.params.map((pattern) => {
    if (pattern.type !== 'RestElement') return { rest: false, write: compilePattern(pattern, inner) };
    return { rest: true, write: compilePattern(pattern.argument, inner) };
  });
  const body = inner.compile(node.body);
  if (node.params.every((pattern) => pattern.type === 'Identifier')) return plainLambda(node.params.length, body);
  const [first] = bind;
  if (first !== undefined && bind.length === 1 && !first.rest)
    return (frame): Lambda =>
      (a) =>
        called(frame, body, (own) => first.write(own, a));
  return (frame): Lambda =>
    (...args) =>
      called(frame, body, (own) => {
        for (const [at, { rest, write }] of bind.entries()) write(own, rest ? args.slice(at) : args[at]);
      });
}

/** Calls a function whose parameters are taken apart. */
function called(frame: Frame, body: Run, bind: (own: Frame) => void): unknown {
  const { budget } = frame;
  budget.enter();
  const own = new Frame(frame.scope, budget, frame.surroundings, [], frame);
  bind(own);
  const value = body(own);
  budget.leave();
  return value;
}

/** Most functions take one or two plain parameters; these need no list of all that methods hand them. */
function plainLambda(parameters: number, body: Run): Run {
  const call = (frame: Frame, slots: unknown[]): unknown => {
    const { budget } = frame;
    budget.enter();
    const value = body(new Frame(frame.scope, budget, frame.surroundings, slots, frame));
    budget.leave();
    return value;
  };
  if (parameters <= 1)
    return (frame): Lambda =>
      (a) =>
        call(frame, [a]);
  if (parameters === 2)
    return (frame): Lambda =>
      (a, b) =>
        call(frame, [a, b]);
  return (frame): Lambda =>
    (...args) =>
      call(frame, args);
}
