import type * as acorn from 'acorn';
import type { Frame, Run } from '../values/frame.ts';
import { stopped } from '../values/member.ts';
import { compileArrow } from './arrow.ts';
import { compileCall, compileNew } from './calls.ts';
import type { Compiling } from './context.ts';
import { compileArray, compileLiteral, compileObject, compileTemplateLiteral } from './literals.ts';
import { compileMember } from './members.ts';
import { compileName } from './names.ts';
import { compileBinary, compileLogical, compileUnary } from './operations.ts';
import { OutsideSubset } from './outside.ts';

/** Levels of nesting that a source may have. */
const nestingMax = 250;

/** An expression as one function, and the paths it reads. @throws OutsideSubset where it needs the sandbox. */
export function compileSafe(expression: acorn.Expression): { readonly run: Run; readonly references: readonly string[] } {
  const references = new Set<string>();
  const run = compilingAt([], references, 0).compile(expression);
  return { run, references: [...references].filter((path) => !isPrefix(path, references)).sort() };
}

/** `body.order` says nothing where `body.order.id` is there too, because reading the second begins with the first. */
function isPrefix(path: string, references: ReadonlySet<string>): boolean {
  for (const other of references) if (other.startsWith(`${path}.`)) return true;
  return false;
}

function compilingAt(layers: Compiling['layers'], references: Set<string>, depth: number): Compiling {
  const compiling: Compiling = {
    layers,
    references,
    compile: (node) => {
      if (depth > nestingMax) throw new OutsideSubset(node, 'it is nested too deeply');
      return compileNode(node as acorn.Expression, compilingAt(layers, references, depth + 1));
    },
    within: (parameters) => compilingAt([parameters, ...layers], references, depth),
  };
  return compiling;
}

function compileNode(node: acorn.Expression, c: Compiling): Run {
  switch (node.type) {
    case 'Literal':
      return compileLiteral(node);
    case 'TemplateLiteral':
      return compileTemplateLiteral(node, c);
    case 'ArrayExpression':
      return compileArray(node, c);
    case 'ObjectExpression':
      return compileObject(node, c);
    case 'Identifier':
      return compileName(node, c, false);
    case 'MemberExpression':
      return compileMember(node, c);
    case 'ChainExpression':
      return compileChain(node, c);
    case 'CallExpression':
      return compileCall(node, c);
    case 'NewExpression':
      return compileNew(node, c);
    case 'ArrowFunctionExpression':
      return compileArrow(node, c);
    case 'UnaryExpression':
      return compileUnary(node, c);
    case 'BinaryExpression':
      return compileBinary(node, c);
    case 'LogicalExpression':
      return compileLogical(node, c);
    case 'ConditionalExpression':
      return compileConditional(node, c);
    case 'ParenthesizedExpression':
      return c.compile(node.expression);
    default:
      throw new OutsideSubset(node, `${names[node.type] ?? 'this construct'} is not in the safe subset`);
  }
}

const names: Readonly<Record<string, string>> = {
  ThisExpression: '"this"',
  FunctionExpression: 'a "function"',
  ClassExpression: 'a class',
  AssignmentExpression: 'an assignment',
  UpdateExpression: '++ or --',
  SequenceExpression: 'the comma operator',
  TaggedTemplateExpression: 'a tagged template',
  AwaitExpression: '"await"',
  YieldExpression: '"yield"',
  ImportExpression: '"import"',
  MetaProperty: '"import.meta" or "new.target"',
};

function compileChain(node: acorn.ChainExpression, c: Compiling): Run {
  const run = c.compile(node.expression);
  return (frame: Frame) => {
    const value = run(frame);
    return value === stopped ? undefined : value;
  };
}

function compileConditional(node: acorn.ConditionalExpression, c: Compiling): Run {
  const test = c.compile(node.test);
  const yes = c.compile(node.consequent);
  const no = c.compile(node.alternate);
  return (frame) => (test(frame) ? yes(frame) : no(frame));
}
