import type { BinaryExpression, LogicalExpression, UnaryExpression } from 'acorn';
import type { Run } from '../values/frame.ts';
import { type Binary, binaryOperators, unaryOperators } from '../values/operators.ts';
import type { Compiling } from './context.ts';
import { compileName } from './names.ts';
import { OutsideSubset } from './outside.ts';

export function compileUnary(node: UnaryExpression, c: Compiling): Run {
  const operate = unaryOperators.get(node.operator);
  if (operate === undefined) throw new OutsideSubset(node, `"${node.operator}" is not in the safe subset`);
  const lenient = node.operator === 'typeof' && node.argument.type === 'Identifier';
  const argument = lenient && node.argument.type === 'Identifier' ? compileName(node.argument, c, true) : c.compile(node.argument);
  return (frame) => operate(argument(frame), frame.budget);
}

export function compileBinary(node: BinaryExpression, c: Compiling): Run {
  const operate = binaryOperators.get(node.operator);
  if (operate === undefined || node.left.type === 'PrivateIdentifier') {
    throw new OutsideSubset(node, `"${node.operator}" is not in the safe subset`);
  }
  const left = c.compile(node.left);
  const right = c.compile(node.right);
  return onNumbers(node.operator, left, right, operate) ?? ((frame) => operate(left(frame), right(frame), frame.budget));
}

/**
 * The commonest operators, without a further call where both sides are plain numbers. Each is written out, because that
 * lets the engine compile each to a few instructions.
 */
function onNumbers(operator: string, left: Run, right: Run, operate: Binary): Run | undefined {
  switch (operator) {
    case '+':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number' ? a + b : operate(a, b, frame.budget);
      };
    case '-':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number' ? a - b : operate(a, b, frame.budget);
      };
    case '*':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number' ? a * b : operate(a, b, frame.budget);
      };
    case '<':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number' ? a < b : operate(a, b, frame.budget);
      };
    case '>':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number' ? a > b : operate(a, b, frame.budget);
      };
    default:
      return undefined;
  }
}

export function compileLogical(node: LogicalExpression, c: Compiling): Run {
  // Who writes "name ?? other" says that the name may not be there.
  const lenient = node.operator === '??' && node.left.type === 'Identifier';
  const left = lenient && node.left.type === 'Identifier' ? compileName(node.left, c, true) : c.compile(node.left);
  const right = c.compile(node.right);
  if (node.operator === '&&') return (frame) => left(frame) && right(frame);
  if (node.operator === '||') return (frame) => left(frame) || right(frame);
  return (frame) => left(frame) ?? right(frame);
}
