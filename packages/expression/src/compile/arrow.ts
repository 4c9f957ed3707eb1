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
  const simple = node.params.every((pattern) => pattern.type === 'Identifier');
  return (frame): Lambda =>
    (...args) => {
      const { budget } = frame;
      budget.enter();
      const called = new Frame(frame.scope, budget, frame.surroundings, simple ? args : [], frame);
      if (!simple) for (const [at, { rest, write }] of bind.entries()) write(called, rest ? args.slice(at) : args[at]);
      const value = body(called);
      budget.leave();
      return value;
    };
}
