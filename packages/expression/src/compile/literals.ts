import type { ArrayExpression, Expression, Literal, ObjectExpression, Property, SpreadElement, TemplateLiteral } from 'acorn';
import { RegularExpression } from '../methods/regular-expression.ts';
import { concatenated, toText } from '../values/convert.ts';
import { failed } from '../values/failed.ts';
import type { Frame, Run } from '../values/frame.ts';
import { kindOf } from '../values/kind.ts';
import { defineMember, isForbidden, isPlain, keyOf } from '../values/member.ts';
import type { Compiling } from './context.ts';
import { OutsideSubset } from './outside.ts';

export function compileLiteral(node: Literal): Run {
  if (node.bigint !== undefined && node.bigint !== null) throw new OutsideSubset(node, 'a bigint is not in the safe subset');
  if (node.regex !== undefined && node.regex !== null) {
    const compiled = RegularExpression.compile(node.regex.pattern, node.regex.flags);
    if (typeof compiled === 'string') throw new OutsideSubset(node, compiled);
    return () => compiled;
  }
  const value = node.value;
  return () => value;
}

export function compileTemplateLiteral(node: TemplateLiteral, c: Compiling): Run {
  const texts = node.quasis.map((quasi) => quasi.value.cooked ?? '');
  const values = node.expressions.map((expression) => c.compile(expression));
  return (frame) => {
    let text = texts[0] ?? '';
    for (const [at, value] of values.entries()) {
      text = concatenated(text, toText(value(frame), frame.budget), frame.budget);
      text = concatenated(text, texts[at + 1] ?? '', frame.budget);
    }
    return text;
  };
}

export function compileArray(node: ArrayExpression, c: Compiling): Run {
  if (node.elements.includes(null)) throw new OutsideSubset(node, 'a list with gaps is not in the safe subset');
  return compileList(node.elements as (Expression | SpreadElement)[], c);
}

/** The elements of a list, or the arguments of a call. */
export function compileList(elements: readonly (Expression | SpreadElement)[], c: Compiling): (frame: Frame) => unknown[] {
  const parts = elements.map((element) =>
    element.type === 'SpreadElement' ? { spread: true, run: c.compile(element.argument) } : { spread: false, run: c.compile(element) },
  );
  if (!parts.some((part) => part.spread)) {
    const runs = parts.map((part) => part.run);
    return (frame) => {
      const list: unknown[] = [];
      for (let at = 0; at < runs.length; at++) list.push((runs[at] as Run)(frame));
      return list;
    };
  }
  return (frame) => {
    const list: unknown[] = [];
    for (const { spread, run } of parts) {
      const value = run(frame);
      if (spread) for (const item of iterated(value, frame)) list.push(item);
      else list.push(value);
    }
    return list;
  };
}

/** What a spread or a list pattern takes apart: lists, and texts by character. */
export function iterated(value: unknown, frame: Frame): readonly unknown[] {
  if (typeof value !== 'string' && !Array.isArray(value)) throw failed(`${kindOf(value)} cannot be spread; only lists and texts can`);
  frame.budget.grow(value.length);
  frame.budget.step(1 + (value.length >> 2));
  return typeof value === 'string' ? [...value] : value;
}

export function compileObject(node: ObjectExpression, c: Compiling): Run {
  const writers = node.properties.map((property) =>
    property.type === 'SpreadElement' ? spreadInto(property, c) : memberInto(property, c),
  );
  return (frame) => {
    const made: Record<string, unknown> = {};
    for (let at = 0; at < writers.length; at++) (writers[at] as Writer)(made, frame);
    return made;
  };
}

type Writer = (target: Record<string, unknown>, frame: Frame) => void;

function memberInto(property: Property, c: Compiling): Writer {
  if (property.kind !== 'init' || property.method)
    throw new OutsideSubset(property, 'a getter, setter or method is not in the safe subset');
  const value = c.compile(property.value);
  if (property.computed) {
    const key = c.compile(property.key);
    return (target, frame) => defineMember(target, String(keyOf(key(frame), frame.budget)), value(frame));
  }
  const name = property.key.type === 'Identifier' ? property.key.name : String((property.key as Literal).value);
  if (isForbidden(name)) throw new OutsideSubset(property, `a member called "${name}" is not in the safe subset`);
  return (target, frame) => {
    target[name] = value(frame);
  };
}

function spreadInto(property: SpreadElement, c: Compiling): Writer {
  const value = c.compile(property.argument);
  return (target, frame) => {
    const source = value(frame);
    // As in JavaScript: what is neither a list nor an object nor a text has nothing to give.
    if (typeof source !== 'string' && !Array.isArray(source) && !isPlain(source)) return;
    const entries = Object.entries(source);
    frame.budget.grow(entries.length);
    frame.budget.step(entries.length);
    for (const [key, member] of entries) defineMember(target, key, member);
  };
}
